import { ok, type Result, refuse } from '../../domain/result.ts';
import { canHappenAt, type FaultPlace, type RequestFault } from './request-fault.ts';

/** A fault as it is ordered over /local/faults. */
export type FaultWish = {
  readonly where: FaultPlace;
  readonly count: number;
  readonly fault: RequestFault;
};

type Row = Readonly<Record<string, unknown>>;

const PLACES: readonly string[] = ['orders', 'cancels', 'reads'];
const CALL = /^(GET|POST|PUT|DELETE) \/\S*$/;

/** The venue's words by status, where it has some; protocol notes §4.3. */
const WORDS: Readonly<Record<number, string>> = {
  425: 'Service is not ready: the engine is restarting',
  429: 'Too many requests',
  500: 'could not insert order',
  503: 'Trading is currently disabled. Check polymarket.com for updates',
};

/** Reads one; what is left out has its usual value. */
export function readFault(row: Row): Result<FaultWish> {
  const { where, count = 1 } = row;
  if (typeof where !== 'string' || !(PLACES.includes(where) || CALL.test(where))) {
    return wrong('where', 'orders, cancels, reads or a call as "POST /order"');
  }
  if (!isCount(count) || count === 0) return wrong('count', 'a whole number from 1');
  const fault = readKind(row);
  if (!fault.ok) return fault;
  if (!canHappenAt(where, fault.value.fault)) {
    return wrong('where', `${fault.value.fault} happens to orders alone`);
  }
  return ok({ where, count, fault: fault.value });
}

function readKind(row: Row): Result<RequestFault> {
  const { fault } = row;
  switch (fault) {
    case 'drop':
    case 'lost_answer':
    case 'stall':
    case 'version_mismatch':
      return ok({ fault } as RequestFault);
    case 'delay':
    case 'late_answer':
      return isCount(row.ms) ? ok({ fault, ms: row.ms }) : wrong('ms', 'a whole number');
    case 'partial_batch': {
      const { refused = 1, nameless = 0 } = row;
      if (!isCount(refused) || !isCount(nameless)) return wrong('refused, nameless', 'numbers');
      return ok({ fault, refused, nameless });
    }
    case 'status':
      return readStatus(row);
    default:
      return wrong(
        'fault',
        'drop, lost_answer, stall, delay, late_answer, status, partial_batch or version_mismatch',
      );
  }
}

function readStatus({ status, error, limiter = false }: Row): Result<RequestFault> {
  if (!isCount(status) || status < 400 || status > 599) return wrong('status', '400 to 599');
  if (typeof limiter !== 'boolean') return wrong('limiter', 'true or false');
  if (error !== undefined && typeof error !== 'string') return wrong('error', 'a text');
  const words = error ?? WORDS[status] ?? 'Internal server error';
  return ok({ fault: 'status', status, error: words, limiter });
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function wrong(field: string, wanted: string): Result<never> {
  return refuse('bad_fault', `${field}: ${wanted}`);
}
