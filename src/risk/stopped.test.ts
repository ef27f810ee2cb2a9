import { expect, test } from 'vitest';
import { at } from '../../test/support/a-market.ts';
import { anOrder } from '../../test/support/an-order.ts';
import { GateBench } from '../../test/support/gate-bench.ts';
import { NEW_STANDING, type RiskStanding } from '../domain/risk-standing.ts';
import type { Usd } from '../domain/units.ts';
import { checkNotStopped } from './stopped.ts';

const KILLED: RiskStanding = {
  ...NEW_STANDING,
  mode: 'killed',
  cause: 'drawdown',
  until: at(1_800),
  equity: 740_000_000 as Usd,
  highWater: 1_000_000_000 as Usd,
  dayEquity: 900_000_000 as Usd,
};

function bench(changes: Partial<RiskStanding>): GateBench {
  const made = new GateBench();
  made.view.risk = { ...KILLED, ...changes };
  return made;
}

test.each<[RiskStanding['mode'], string]>([
  ['normal', 'passes'],
  ['reduce', 'passes'],
  ['killed', 'killed'],
  ['cooling', 'killed'],
])('in mode %s a buy: %s; a sale passes', (mode, expected) => {
  const set = bench({ mode });
  expect(set.run(checkNotStopped, anOrder())).toBe(expected);
  expect(set.run(checkNotStopped, anOrder({ side: 'sell' }))).toBe('passes');
});

test('says what is lost, and until when', () => {
  const said = (changes: Partial<RiskStanding>) => {
    const { view, account } = bench(changes);
    return checkNotStopped(anOrder(), view, account)?.message;
  };
  expect(said({})).toBe(
    'equity 740 is 0.26 of the highest 1000 down; nothing is opened for 1800 s',
  );
  expect(said({ cause: 'day_loss', until: undefined })).toBe("160 dollars of today's 900 are lost");
});
