import type { Timestamp } from '../../domain/units.ts';
import { timeOfDay } from '../../report/format.ts';
import type { DeskDocument, StrategyRow } from '../../screen/desk-document.ts';
import type { Making } from './alert-making.ts';
import { rowsOf } from './changed-rows.ts';
import type { Draft } from './draft.ts';

/** Strategies that failed, were given up, or start anew. */
export function strategyAlerts(
  before: DeskDocument | undefined,
  after: DeskDocument,
): readonly Making[] {
  const at = after.desk.now as Timestamp;
  return rowsOf(before?.strategies, after.strategies).map(([name, was, row]) => ({
    what: `strategy ${name}`,
    make: () => {
      const said = alertOf(name, was, row);
      return said === undefined ? [] : [{ ...said, at, subject: name, numbers: numbersOf(row) }];
    },
  }));
}

const numbersOf = ({ failures }: StrategyRow) => ({ failures });

type Said = Pick<Draft, 'kind' | 'level' | 'code' | 'text'>;

function alertOf(
  name: string,
  before: StrategyRow | undefined,
  row: StrategyRow,
): Said | undefined {
  const from = before?.state ?? 'running';
  if (row.state === from && row.failures <= (before?.failures ?? 0)) return undefined;
  const why = row.lastError === null ? '' : `: ${row.lastError}`;
  switch (row.state) {
    case 'halted': {
      const next = row.restartAt === null ? '' : ` It starts anew at ${clockOf(row.restartAt)}.`;
      const text = `${name} has failed, its orders are canceled${why}.${next}`;
      return { kind: 'strategy', level: 'warning', code: 'strategy_halted', text };
    }
    case 'given_up': {
      const text = `${name} is given up, its orders are canceled${why}.`;
      return { kind: 'strategy', level: 'critical', code: 'strategy_given_up', text };
    }
    case 'paused':
      if (from === 'paused') return undefined;
      return {
        ...{ kind: 'strategy', level: 'info', code: 'strategy_paused' },
        text: `${name} is paused: it places no orders.`,
      };
    case 'running':
      if (from === 'running') return undefined;
      return {
        ...{ kind: 'recovery', level: 'info', code: 'strategy_running' },
        text: `${name} trades again.`,
      };
  }
}

const clockOf = (at: number) => timeOfDay(at as Timestamp);
