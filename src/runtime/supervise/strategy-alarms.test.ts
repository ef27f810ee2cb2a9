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

test('a loop is told once for all rounds that fail in a row, and when it works again', () => {
  const { alarms, listener } = heard();
  const failed = { kind: 'LoopFailed', strategy: 0, loop: 'exits', message: 'Error: x' };
  for (const at of [60e6, 61e6]) {
    listener.append({ ...failed, at, retryAt: at + 1e6 } as unknown as JournalEntry);
  }
  listener.append({ ...failed, strategy: 1, at: 1, retryAt: 2 } as never);
  listener.append({ kind: 'LoopRecovered', at: 63e6, strategy: 0, loop: 'exits' } as never);
  listener.append({ ...failed, at: 70e6, retryAt: 71e6 } as unknown as JournalEntry);
  const again = 'it alone is tried again, first at';
  expect(alarms.map(({ code, message }) => `${code}: ${message}`)).toEqual([
    `strategy_loop_failing: exits of alpha threw Error: x: ${again} 00:01:01.000`,
    `strategy_loop_failing: exits of beta threw Error: x: ${again} 00:00:00.000`,
    'strategy_loop_recovered: exits of alpha works again',
    `strategy_loop_failing: exits of alpha threw Error: x: ${again} 00:01:11.000`,
  ]);
});

test('the run is over when every strategy is given up, not before', () => {
  const { alarms, ends, listener } = heard();
  listener.append(halted(1, undefined));
  expect(ends).toEqual([]);
  listener.append(halted(0, undefined));
  expect(ends).toEqual(['every strategy is given up; the last threw Error: x']);
  expect(alarms.map(({ code }) => code)).toEqual(['strategy_given_up', 'strategy_given_up']);
});
