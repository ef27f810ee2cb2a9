import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ok, type Result, refuse } from '../../domain/result.ts';
import { parseJson } from '../wire/json.ts';
import { type ScanState, type ScanStore, scanState } from './scan-state.ts';

/** The place of a scan in a JSON file, written beside and moved over the old one. */
export class ScanFile implements ScanStore {
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
  }

  async load(): Promise<Result<ScanState | undefined>> {
    let text: string;
    try {
      text = await readFile(this.#path, 'utf8');
    } catch (error) {
      return codeOf(error) === 'ENOENT' ? ok(undefined) : this.#refuse('read', error);
    }
    const json = parseJson(text);
    const state = scanState.safeParse(json.ok ? json.value : undefined);
    if (state.success) return ok(state.data);
    return refuse('bad_scan_file', `${this.#path} is no place of a scan; remove it to begin anew`);
  }

  async save(state: ScanState): Promise<Result<void>> {
    const unfinished = `${this.#path}.tmp`;
    try {
      await mkdir(dirname(this.#path), { recursive: true });
      await writeFile(unfinished, `${JSON.stringify(state, undefined, 1)}\n`, { flush: true });
      await rename(unfinished, this.#path);
      return ok(undefined);
    } catch (error) {
      return this.#refuse('written', error);
    }
  }

  #refuse(what: string, error: unknown): Result<never> {
    const why = codeOf(error) ?? String(error);
    return refuse('scan_file', `${this.#path} could not be ${what}: ${why}`);
  }
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}
