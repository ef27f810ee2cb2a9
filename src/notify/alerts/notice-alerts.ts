import type { Timestamp } from '../../domain/units.ts';
import type { NewsRow } from '../../screen/desk-document.ts';
import type { Making } from './alert-making.ts';
import type { Draft } from './draft.ts';

/** What is told by the state that it has changed, better than by the word that it has. */
const TOLD_BY_STATE: ReadonlySet<string> = new Set([
  'strategy_halted',
  'strategy_restarted',
  'strategy_given_up',
  'risk_mode',
  'market_paused',
  // Of each round that throws; strategy_loop_failing tells all that fail in a row once.
  'loop_failed',
]);

/** Notices of the desk that somebody should hear of, one by one. */
export function noticeAlerts(news: readonly NewsRow[]): readonly Making[] {
  return news
    .filter(({ kind, level, code, message }) => {
      if (kind !== 'notice' || TOLD_BY_STATE.has(code)) return false;
      return message !== '' || level !== 'info';
    })
    .map((row) => ({ what: `notice ${row.code}`, make: () => [draftOf(row)] }));
}

function draftOf({ at, level, code, message, strategy, market, numbers }: NewsRow): Draft {
  return {
    kind: 'notice',
    level: level === 'error' ? 'critical' : level,
    at: at as Timestamp,
    code,
    subject: strategy ?? market ?? code,
    text: message === '' ? code : message,
    numbers,
  };
}
