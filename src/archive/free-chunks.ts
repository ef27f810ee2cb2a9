import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

type Collect = (options: { readonly type: 'minor' }) => void;

let collect: Collect | undefined;

/**
 * Lets go of DuckDB's chunks that have been read. They hold 90 kB each outside of the heap and are
 * freed when V8 collects the few bytes that point to them, which it sees no reason to do: the
 * memory of a replay then wandered by a third. A collection of young objects takes 1 to 3 ms; call
 * it for every million rows or so.
 */
export function freeReadChunks(): void {
  collect ??= exposeCollector();
  collect({ type: 'minor' });
}

/** Node has no other way to ask for it but a flag of V8, which may be set while it runs. */
function exposeCollector(): Collect {
  setFlagsFromString('--expose-gc');
  const exposed: unknown = runInNewContext('typeof gc === "function" ? gc : undefined');
  return typeof exposed === 'function' ? (exposed as Collect) : () => {};
}
