import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { gammaMarkets, gammaMarketsOfLines, marketOf } from '../../../test/support/gamma-rows.ts';
import { upDownRow } from '../../../test/support/gamma-world.ts';
import { recording, testRecorded } from '../../../test/support/recorded.ts';
import type { Timestamp } from '../../domain/units.ts';
import type { GammaMarket } from '../wire/gamma/market.ts';
import {
  LIFE_STATES,
  type LifeEvent,
  type LifeState,
  lifeEvents,
  nextLife,
  verdictOf,
} from './lifecycle.ts';

const EVENTS: readonly LifeEvent[] = ['accepts', 'opens', 'ends', 'resolves'];

describe('the life of a market', () => {
  test('goes through every state in order', () => {
    const states: LifeState[] = ['created'];
    for (const event of EVENTS) states.push(nextLife(states.at(-1) ?? 'resolved', event));
    expect(states).toEqual(LIFE_STATES);
  });

  test('never goes back, whatever comes in whatever order', () => {
    const events = fc.array(fc.constantFrom(...EVENTS));
    fc.assert(
      fc.property(fc.constantFrom(...LIFE_STATES), events, (from, list) => {
        let state = from;
        for (const event of list) {
          const next = nextLife(state, event);
          expect(LIFE_STATES.indexOf(next)).toBeGreaterThanOrEqual(LIFE_STATES.indexOf(state));
          state = next;
        }
      }),
    );
  });

  test('opens for nobody before orders are taken', () => {
    expect(nextLife('created', 'opens')).toBe('created');
  });

  test('is moved by the clock and by the venue’s word', () => {
    const evidence = {
      acceptsOrders: true,
      closed: false,
      opensAt: 100 as Timestamp,
      closesAt: 200 as Timestamp,
      payout: undefined,
    };
    const at = (now: number, more = {}) => lifeEvents({ ...evidence, ...more }, now as Timestamp);
    expect(at(99)).toEqual(['accepts']);
    expect(at(100)).toEqual(['accepts', 'opens']);
    expect(at(200)).toEqual(['accepts', 'opens', 'ends']);
    expect(at(99, { closed: true })).toEqual(['accepts', 'ends']);
    expect(at(200, { payout: 0, acceptsOrders: false })).toEqual(['opens', 'ends', 'resolves']);
    expect(at(500, { opensAt: undefined, closesAt: undefined })).toEqual(['accepts']);
  });
});

describe('a verdict', () => {
  test.each([
    ['open', {}],
    ['pending', { closed: true }],
    ['pending', { closed: true, umaResolutionStatus: 'proposed' }],
    ['disputed', { umaResolutionStatus: 'disputed' }],
    ['unclear', { closed: true, umaResolutionStatus: 'resolved', outcomePrices: '["0.9", "0.1"]' }],
    ['unclear', { closed: true, umaResolutionStatus: 'resolved', outcomePrices: '["0", "0"]' }],
    ['decided', upDownRow({ winner: 'Up' })],
    ['decided', upDownRow({ winner: 'half' })],
  ])('is %s', (verdict, told) => {
    expect(verdictOf(marketOf({ ...upDownRow(), ...told }))).toBe(verdict);
  });

  const counted = (rows: readonly GammaMarket[]) => {
    const found: Record<string, number> = {};
    for (const row of rows) found[verdictOf(row)] = (found[verdictOf(row)] ?? 0) + 1;
    return found;
  };

  const catalogue = recording('gamma-and-clob-catalogues-2026-02');
  testRecorded('of every recorded row', catalogue, (folder) => {
    expect(counted(gammaMarkets(folder, 'gamma-markets-600.json.gz'))).toEqual({
      open: 299,
      pending: 6,
      disputed: 1,
      unclear: 3,
      decided: 291,
    });
    // Before the oracle of today nothing says that a resolution is final.
    expect(counted(gammaMarkets(folder, 'gamma-closed-500-old.json.gz'))).toEqual({ pending: 500 });
  });

  const outcomes = recording('btc-5m-chainlink-outcomes-2026-06');
  testRecorded('of a day of five-minute windows', outcomes, (folder) => {
    const rows = gammaMarketsOfLines(folder, 'BTC-5m-markets-2026-06-08.jsonl.gz');
    expect(counted(rows)).toEqual({ decided: 292 });
  });
});
