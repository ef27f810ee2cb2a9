import type { Alert } from '../../src/ports/notifier.ts';
import { at } from './a-market.ts';

let alerts = 0;

/** Each has another id. */
export function anAlert(changes: Partial<Alert> = {}): Alert {
  return {
    id: `alert ${++alerts}`,
    ...{ kind: 'notice', level: 'warning', at: at(0), desk: 'paper-1', isSimulated: true },
    ...{ code: 'something', subject: 'alpha', text: 'Something happened.', numbers: {}, count: 1 },
    ...changes,
  };
}

export const aKill = (changes: Partial<Alert> = {}) =>
  anAlert({ kind: 'kill', level: 'critical', code: 'killed_drawdown', ...changes });
