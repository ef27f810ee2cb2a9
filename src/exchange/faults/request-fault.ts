/** What goes wrong with one request. */
export type RequestFault =
  /** The connection breaks without an answer: before anything is done, or after all of it. */
  | { readonly fault: 'drop' | 'lost_answer' }
  /** Nothing is done and nothing is ever said. */
  | { readonly fault: 'stall' }
  /** Everything is done so much later; or at once, and only its answer comes so much later. */
  | { readonly fault: 'delay' | 'late_answer'; readonly ms: number }
  /** Nothing is done; `status` with the venue's words for it, or others. */
  | {
      readonly fault: 'status';
      readonly status: number;
      readonly error: string;
      /** With the headers of the limiter: then the venue surely refused. */
      readonly limiter: boolean;
    }
  /** Of a batch of orders the first so many are refused, and the next so many answered nameless. */
  | { readonly fault: 'partial_batch'; readonly refused: number; readonly nameless: number }
  /** The venue takes orders of another version, for once. */
  | { readonly fault: 'version_mismatch' };

/** Orders, cancels, whatever only reads; or one call as "POST /order". */
export type FaultPlace = 'orders' | 'cancels' | 'reads' | (string & {});

/** A fault that waits for its requests. */
export type PlannedFault = RequestFault & {
  readonly where: FaultPlace;
  /** How many requests are still to suffer it. */
  readonly count: number;
};

const BATCH_PATH = '/orders';
const ORDER_PATHS: readonly string[] = ['/order', BATCH_PATH];
const CANCEL_PATHS: readonly string[] = [...ORDER_PATHS, '/cancel-all', '/cancel-market-orders'];

/** Whether a request is one that a fault waits for: a fault of batches waits for a batch. */
export function isAwaited(
  { where, fault }: Pick<PlannedFault, 'where' | 'fault'>,
  method: string,
  path: string,
): boolean {
  if (fault === 'partial_batch' && path !== BATCH_PATH) return false;
  return where === kindOf(method, path) || where === `${method} ${path}`;
}

/** Whether what a fault does could happen there: some are faults of orders alone. */
export function canHappenAt(where: FaultPlace, fault: RequestFault['fault']): boolean {
  if (fault === 'partial_batch') return where === 'orders' || where === `POST ${BATCH_PATH}`;
  if (fault !== 'version_mismatch') return true;
  return where === 'orders' || ORDER_PATHS.some((path) => where === `POST ${path}`);
}

/** Which of the kinds a request is of; undefined for others, as logins and heartbeats. */
function kindOf(method: string, path: string): 'orders' | 'cancels' | 'reads' | undefined {
  if (method === 'POST' && ORDER_PATHS.includes(path)) return 'orders';
  if (method === 'DELETE' && CANCEL_PATHS.includes(path)) return 'cancels';
  return method === 'GET' ? 'reads' : undefined;
}
