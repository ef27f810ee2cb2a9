import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';

const PROCESS = join(import.meta.dirname, 'exchange-process.ts');

/** An exchange that is measured from outside: what it costs is its own process's. */
export class ServedExchange {
  readonly base: string;
  readonly tokens: readonly [string, string];
  /** Of the market whose tokens these are. */
  readonly slug: string;
  readonly #child: ChildProcessByStdio<Writable, Readable, null>;
  readonly #lines: AsyncIterator<string>;

  private constructor(
    child: ChildProcessByStdio<Writable, Readable, null>,
    lines: AsyncIterator<string>,
    said: { base: string; tokens: [string, string]; slug: string },
  ) {
    this.#child = child;
    this.#lines = lines;
    this.base = said.base;
    this.tokens = said.tokens;
    this.slug = said.slug;
  }

  static async start(): Promise<ServedExchange> {
    const child = spawn(process.execPath, [PROCESS], { stdio: ['pipe', 'pipe', 'inherit'] });
    const reader: Interface = createInterface(child.stdout);
    const lines = reader[Symbol.asyncIterator]();
    const first = await lines.next();
    return new ServedExchange(child, lines, JSON.parse(first.value as string));
  }

  /** Changes so many times a second from now on; when the first is due, in monotonic ns. */
  async pace(rate: number): Promise<number> {
    this.#child.stdin.write(`pace ${rate}\n`);
    return Number((await this.#lines.next()).value);
  }

  /** Processor seconds that it has taken so far. */
  async processor(): Promise<number> {
    this.#child.stdin.write('processor\n');
    return Number((await this.#lines.next()).value);
  }

  stop(): void {
    this.#child.stdin.end();
  }
}
