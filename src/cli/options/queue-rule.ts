import { ok, type Result, refuse } from '../../domain/result.ts';
import type { BacktestOptions } from '../../runtime/backtest-options.ts';

export const QUEUE_FORMS = 'riskAverse, log, log2, power:n, power2:n, power3:n';

/** Reads e.g. `riskAverse` or `power:2`. */
export function parseQueueRule(text: string): Result<BacktestOptions['queue']> {
  const [kind = '', exponent, ...rest] = text.split(':');
  if (kind === 'riskAverse' || kind === 'log' || kind === 'log2') {
    return exponent === undefined ? ok({ kind }) : wrong(text);
  }
  if ((kind === 'power' || kind === 'power2' || kind === 'power3') && rest.length === 0) {
    const n = Number(exponent ?? '');
    if (exponent === undefined || exponent.trim() === '' || !(n > 0 && n < 100)) {
      return refuse('bad_exponent', `${kind} needs an exponent above 0, as in ${kind}:2`);
    }
    return ok({ kind, n });
  }
  return wrong(text);
}

function wrong(text: string): Result<BacktestOptions['queue']> {
  return refuse('unknown_queue_rule', `"${text}" is none of ${QUEUE_FORMS}`);
}
