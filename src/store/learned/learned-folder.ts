import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { PROVENANCES } from '../../domain/provenance.ts';
import { ok, type Result, refuse } from '../../domain/result.ts';
import { createDurably, writeDurably } from '../write-durably.ts';

const schema = z.object({
  schema: z.literal('polydesk.learned'),
  strategy: z.string(),
  version: z.number().int().min(1),
  /** Of the markets that it was learned from. */
  provenance: z.enum(PROVENANCES),
  /** The run that wrote it, or the version that it is a copy of. */
  from: z.string(),
  /** When it was written, µs. */
  at: z.number().int(),
  /** SHA-256 of the text. */
  hash: z.string(),
  text: z.string(),
});

/** What a strategy had learned by some time, in a file of its own. */
export type LearnedVersion = z.infer<typeof schema>;

/** One that has no number yet. */
export type MadeVersion = Omit<LearnedVersion, 'schema' | 'version' | 'hash'>;

const NAME = /^(?<strategy>[a-z0-9-]+)\.(?<version>\d+)\.json(?<forgotten>\.forgotten)?$/;

/**
 * Versions of what strategies have learned, a file each; the newest is in use. None is ever changed
 * once a later one is there, and no number is given twice.
 */
export class LearnedFolder {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  /** Strategies that have learned something. */
  async strategies(): Promise<string[]> {
    const kept = (await this.#names()).filter(({ isForgotten }) => !isForgotten);
    return [...new Set(kept.map(({ strategy }) => strategy))].sort();
  }

  /** Numbers of a strategy's versions, rising. */
  async versions(strategy: string): Promise<number[]> {
    const names = await this.#names();
    const own = names.filter((one) => one.strategy === strategy && !one.isForgotten);
    return own.map(({ version }) => version).sort((a, b) => a - b);
  }

  /** Undefined where there is none. Refuses `learned_damaged`. */
  async newest(strategy: string): Promise<Result<LearnedVersion | undefined>> {
    const version = (await this.versions(strategy)).at(-1);
    return version === undefined ? ok(undefined) : this.read(strategy, version);
  }

  /** Refuses `learned_damaged`, also where there is no such version. */
  read(strategy: string, version: number): Promise<Result<LearnedVersion>> {
    return readLearnedFile(this.#fileOf(strategy, version));
  }

  /**
   * Keeps it as the newest version, whose number is nobody else's, however many write at once.
   * Resolves with the number when it is on the disk, whole.
   */
  async add(made: MadeVersion): Promise<number> {
    await mkdir(this.path, { recursive: true });
    for (let version = await this.#next(made.strategy); ; version++) {
      const file = this.#fileOf(made.strategy, version);
      if (await createDurably(file, textOf({ ...made, version }))) return version;
    }
  }

  /** Writes a version again that {@link add} has given. Resolves when it is on the disk, whole. */
  async replace(made: MadeVersion & { readonly version: number }): Promise<void> {
    await mkdir(this.path, { recursive: true });
    await writeDurably(this.#fileOf(made.strategy, made.version), textOf(made));
  }

  /** All versions of a strategy are used no more; they stay, under another name. */
  async forget(strategy: string): Promise<number> {
    const versions = await this.versions(strategy);
    for (const version of versions) {
      const file = this.#fileOf(strategy, version);
      await rename(file, `${file}.forgotten`);
    }
    return versions.length;
  }

  async #next(strategy: string): Promise<number> {
    const own = (await this.#names()).filter((one) => one.strategy === strategy);
    return Math.max(0, ...own.map(({ version }) => version)) + 1;
  }

  #fileOf(strategy: string, version: number): string {
    return join(this.path, `${strategy}.${version}.json`);
  }

  async #names() {
    const names = await readdir(this.path).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return [];
      throw error;
    });
    return names.flatMap((name) => {
      const { strategy, version, forgotten } = NAME.exec(name)?.groups ?? {};
      if (strategy === undefined || version === undefined) return [];
      return [{ strategy, version: Number(version), isForgotten: forgotten !== undefined }];
    });
  }
}

/** Refuses `learned_damaged`: what is not as it was written is used for nothing. */
export async function readLearnedFile(path: string): Promise<Result<LearnedVersion>> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return refuse('learned_damaged', `there is no file ${path}`);
    throw error;
  }
  const parsed = schema.safeParse(parsedJson(text));
  if (parsed.success && parsed.data.hash === hashOf(parsed.data.text)) return ok(parsed.data);
  return refuse('learned_damaged', `${path} is not as it was written`);
}

function textOf(made: MadeVersion & { readonly version: number }): string {
  const file = { schema: 'polydesk.learned', ...made, hash: hashOf(made.text) };
  return `${JSON.stringify(file)}\n`;
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
