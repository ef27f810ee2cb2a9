import { expect, test } from 'vitest';
import type { JournalEntry } from '../../domain/journal-entry.ts';
import type { Alarm } from './alarm.ts';
import { StrategyAlarms } from './strategy-alarms.ts';

function heard() {
  const alarms: Alarm[] = [];
  const ends: string[] = [];
  const listener = new StrategyAlarms(['alpha', 'beta'], {
    onAlarm: (alarm) => alarms.push(alarm),
    onAllGivenUp: (error) => ends.push(error.message),
  });
  return { alarms, ends, listener };
}

function halted(strategy: number, restartAt: number | undefined): JournalEntry {
  const halt = { kind: 'StrategyHalted', at: 0, strategy, message: 'Error: x', restartAt };
  return halt as JournalEntry;
}

test('a halt says who, why and when it starts anew; a restart is told', () => {
  const { alarms, ends, listener } = heard();
  listener.append(halted(1, 61e6));
  listener.append({ kind: 'StrategyRestarted', at: 61e6, strategy: 1 } as JournalEntry);
  listener.append({ kind: 'MarketClosed', at: 1, market: 1 } as JournalEntry);
  expect(alarms).toEqual([
    {
      code: 'strategy_halted',
      message: 'beta threw Error: x: its orders are canceled, it starts anew at 00:01:01.000',
    },
    { code: 'strategy_restarted', message: 'beta has started anew' },
  ]);
  expect(ends).toEqual([]);
});

test('the run is over when every strategy is given up, not before', () => {
  const { alarms, ends, listener } = heard();
  listener.append(halted(1, undefined));
  expect(ends).toEqual([]);
  listener.append(halted(0, undefined));
  expect(ends).toEqual(['every strategy is given up; the last threw Error: x']);
  expect(alarms.map(({ code }) => code)).toEqual(['strategy_given_up', 'strategy_given_up']);
});
