import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { InvariantError } from './invariant.ts';
import {
  nextSettlement,
  SETTLEMENT_EVENT_KINDS,
  SETTLEMENT_STATUSES,
  type SettlementEventKind,
  type SettlementStatus,
  settle,
} from './settlement.ts';

/** What the chain does with a fill, drawn again by hand; a dot is a contradiction. */
const TABLE = `
          mined     retrying  confirmed failed
matched   mined     retrying  confirmed failed
mined     mined     retrying  confirmed failed
retrying  mined     retrying  confirmed failed
confirmed confirmed confirmed confirmed .
failed    failed    failed    .         failed
`;

const [header = [], ...rows] = TABLE.trim()
  .split('\n')
  .map((line) => line.trim().split(/ +/));
const drawn = rows.flatMap(([status, ...cells]) =>
  cells.map((cell, i) => [status, header[i], cell === '.' ? undefined : cell] as const),
);

describe('the settlement table', () => {
  test('is drawn whole: every status and every event', () => {
    expect(rows.map(([status]) => status)).toEqual(SETTLEMENT_STATUSES);
    expect(header).toEqual(SETTLEMENT_EVENT_KINDS);
    expect(drawn).toHaveLength(SETTLEMENT_STATUSES.length * SETTLEMENT_EVENT_KINDS.length);
  });

  test.each(drawn)('%s + %s → %s', (status, kind, next) => {
    const from = status as SettlementStatus;
    const event = kind as SettlementEventKind;
    expect(nextSettlement(from, event)).toBe(next);
    if (next === undefined) {
      expect(() => settle(from, event)).toThrow(InvariantError);
      expect(() => settle(from, event)).toThrow(`a fill that is ${from} cannot be ${event}`);
    } else {
      expect(settle(from, event)).toBe(next);
    }
  });

  test.each(['confirmed', 'failed'] as const)('%s wins in whatever order frames come', (final) => {
    const frame = fc.constantFrom<SettlementEventKind>('mined', 'retrying', final);
    fc.assert(
      fc.property(fc.array(frame), fc.array(frame), (before, after) => {
        let status: SettlementStatus = 'matched';
        for (const kind of [...before, final, ...after]) status = settle(status, kind);
        expect(status).toBe(final);
      }),
    );
  });
});
