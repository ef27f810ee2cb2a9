import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

type Collect = (options: { readonly type: 'minor' | 'major' }) => void;

/** Between two full collections: each takes about 10 ms, each answer holds 20 MB until then. */
const ANSWERS_PER_FULL_COLLECTION = 4;

/**
 * Lets go of answers of DuckDB that have been read. They and their chunks lie outside of the heap
 * and are freed when V8 collects the few bytes that point to them, which it sees no reason to do:
 * the memory of a replay then grew with its length. A collection of young objects, 1 to 3 ms, frees
 * chunks; the answer itself has grown old while the one before it was replayed.
 */
export class AnswerMemory {
  readonly #collect = exposeCollector();
  #read = 0;

  /** To be called when an answer has been read and nothing points to it any more. */
  letGo(): void {
    this.#read++;
    const isFull = this.#read % ANSWERS_PER_FULL_COLLECTION === 0;
    this.#collect({ type: isFull ? 'major' : 'minor' });
  }
}

/** Node has no other way to ask for it but a flag of V8, which may be set while it runs. */
function exposeCollector(): Collect {
  setFlagsFromString('--expose-gc');
  const exposed: unknown = runInNewContext('typeof gc === "function" ? gc : undefined');
  return typeof exposed === 'function' ? (exposed as Collect) : () => {};
}
