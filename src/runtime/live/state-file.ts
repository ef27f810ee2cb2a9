import { mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { z } from 'zod';
import { ok, type Result, refuse } from '../../domain/result.ts';
import { writeDurably } from '../../store/write-durably.ts';

/** What stands in a file; undefined where there is none. Refuses `bad_state`. */
export async function readState<T>(
  path: string,
  schema: z.ZodType<T>,
  what: string,
): Promise<Result<T | undefined>> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return ok(undefined);
    throw error;
  }
  const parsed = schema.safeParse(parseJson(text));
  return parsed.success ? ok(parsed.data) : refuse('bad_state', `${path} is no ${what}`);
}

/** Keeps the newest state of something in a file: one write after the other, none for nothing. */
export class StateFile<T> {
  readonly path: string;
  #written: string | undefined;
  #writing: Promise<void> = Promise.resolve();

  constructor(path: string) {
    this.path = path;
  }

  /** Resolves when it is on the disk, whole. */
  keep(state: T): Promise<void> {
    const text = `${JSON.stringify(state, undefined, 2)}\n`;
    this.#writing = this.#writing.catch(() => {}).then(() => this.#write(text));
    return this.#writing;
  }

  async #write(text: string): Promise<void> {
    if (text === this.#written) return;
    await mkdir(dirname(this.path), { recursive: true });
    await writeDurably(this.path, text);
    this.#written = text;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
