import { expect, test } from 'vitest';
import { marketOf } from '../../../test/support/gamma-rows.ts';
import { clobTerms, upDownRow } from '../../../test/support/gamma-world.ts';
import type { Shares } from '../../domain/units.ts';
import { type ListedMarket, listedMarket } from './market-facts.ts';
import { withTradingTerms } from './trading-terms.ts';

function listed(turned = false): ListedMarket {
  const found = listedMarket(marketOf(upDownRow({ turned })));
  if (!found.ok) throw new Error(found.message);
  return found.value;
}

test('terms of the same market fill in tick and delay, in either order of outcomes', () => {
  const turned = clobTerms(marketOf(upDownRow({ turned: true })), { takerDelay: false });
  const both = withTradingTerms(listed(), turned);
  expect(both).toMatchObject({
    ok: true,
    value: {
      tick: 1_000,
      facts: { takerDelayMs: { value: 0 }, minimumSize: { value: 5_000_000 } },
    },
  });
});

test('the delay of a game goes before every calendar', () => {
  const terms = clobTerms(marketOf(upDownRow()), { delaySeconds: 3 });
  expect(withTradingTerms(listed(), terms)).toMatchObject({
    value: { facts: { takerDelayMs: { value: 3_000 } } },
  });
});

test('a flag that is on leaves how long to the calendar', () => {
  const terms = clobTerms(marketOf(upDownRow()), { takerDelay: true });
  expect(withTradingTerms(listed(), terms)).toMatchObject({
    value: { facts: { takerDelayMs: { value: 150 } } },
  });
});

test.each([
  ['another rate', { ratePpm: 72_000, exponent: 1, takerOnly: true }],
  ['another exponent', { ratePpm: 70_000, exponent: 2, takerOnly: true }],
])('%s makes the fee unknown', (_name, fee) => {
  const both = withTradingTerms(listed(), clobTerms(marketOf(upDownRow()), { fee }));
  expect(both.ok && both.value.facts.fee).toBeUndefined();
});

test('terms of another market are refused', () => {
  const other = clobTerms(marketOf(upDownRow({ asset: 'eth', opens: 1_790_856_300 })), {});
  expect(withTradingTerms(listed(), other)).toMatchObject({ code: 'terms_differ' });
});

test('how long an order must rest to be rewarded comes beside what is paid', () => {
  const paid = {
    rewardsMinSize: 50,
    rewardsMaxSpread: 4.5,
    clobRewards: [{ rewardsDailyRate: 5 }],
  };
  const row = { ...upDownRow(), ...paid };
  const found = listedMarket(marketOf(row));
  if (!found.ok) throw new Error(found.message);
  const rewards = { minimumSize: 20e6 as Shares, mostSpread: undefined, restSeconds: 3.5 };
  const both = withTradingTerms(found.value, clobTerms(marketOf(row), { rewards }));
  expect(both.ok && both.value.facts.rewards).toEqual({
    value: { perDay: 5e6, minimumSize: 20e6, mostSpread: 45_000, restFor: 3_500_000 },
    source: 'Gamma clobRewards, CLOB market info',
  });
  const unpaid = withTradingTerms(listed(), clobTerms(marketOf(upDownRow()), { rewards }));
  expect(unpaid.ok && unpaid.value.facts.rewards).toBeUndefined();
});
