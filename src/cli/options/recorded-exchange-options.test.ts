import { Command } from 'commander';
import { expect, test } from 'vitest';
import {
  addRecordedExchangeOptions,
  type RecordedExchangeOptions,
  recordingOf,
} from './recorded-exchange-options.ts';

function read(...words: readonly string[]) {
  const command = addRecordedExchangeOptions(new Command());
  command.parse(words, { from: 'user' });
  return recordingOf(command.opts<RecordedExchangeOptions>());
}

test('without --data no recording is played', () => {
  expect(read()).toBeUndefined();
});

test('what stands in for what its markets do not tell is asked for as in a backtest', () => {
  const rules = { fee: undefined, takerDelayMs: undefined, minimumSize: undefined };
  expect(read('--data', 'archive')).toMatchObject({ data: { root: 'archive' }, rules });
  const asked = ['--fee', 'none', '--taker-delay', '150', '--minimum-size', '5'];
  expect(read('--data', 'archive', ...asked)?.rules).toEqual({
    fee: { ratePpm: 0, exponent: 1, makerRebatePpm: 200_000 },
    takerDelayMs: 150,
    minimumSize: 5_000_000,
  });
});

test.each([
  ['--market', 'x'],
  ['--fee', 'none'],
  ['--taker-delay', '150'],
  ['--minimum-size', '5'],
])('%s alone is about no recording', (flag, value) => {
  expect(() => read(flag, value)).toThrow(`${flag} is about a recording, and there is none`);
});
