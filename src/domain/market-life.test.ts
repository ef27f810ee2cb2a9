import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  LIFE_STATES,
  type LifeEvent,
  type LifeState,
  lifeEvents,
  nextLife,
} from './market-life.ts';
import type { Timestamp } from './units.ts';

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
