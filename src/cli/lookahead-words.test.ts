import { expect, test } from 'vitest';
import { aMarket, at } from '../../test/support/a-market.ts';
import type { JournalEntry } from '../domain/journal-entry.ts';
import type { Leak } from '../runtime/lookahead/leak.ts';
import type { ArchiveLookahead } from '../runtime/lookahead/search-archive.ts';
import { lookaheadInLines, lookaheadJson } from './lookahead-words.ts';

const skipped = (smoothedSpot: number) =>
  ({
    kind: 'Skipped',
    at: at(2),
    strategy: 0,
    market: 0,
    reason: { code: 'looked', numbers: { smoothedSpot } },
  }) as unknown as JournalEntry;

const LEAK: Leak = {
  kind: 'event',
  how: 'removed',
  cut: at(2),
  fields: ['reference.price'],
  departure: {
    entry: 3,
    field: 'reason.numbers.smoothedSpot',
    was: 70_050_000_000,
    now: 70_000_000_000,
    reference: skipped(70_050_000_000),
    changed: skipped(70_000_000_000),
  },
};

const found = (leak: Leak | undefined, silent: readonly string[] = []): ArchiveLookahead => ({
  provenance: 'recorded',
  decisions: 1_200,
  times: 1,
  checked: 0,
  leak,
  markets: [aMarket()],
  silent,
});

test('a look ahead is told with what it read and both decisions', () => {
  expect(lookaheadInLines('mine', found(LEAK))).toEqual([
    'mine: 1,200 decisions at 1 time, ' +
      '0 of these tried without what came after, and with it scrambled',
    'LOOKS AHEAD: what it decides by 2026-04-13 12:00:02 UTC changes when what comes after is ' +
      'removed.',
    '  reads      reference.price (events to come)',
    '  differs    reason.numbers.smoothedSpot: 70050000000, 70000000000',
    '  market     btc-updown-5m-1776081600',
    '  it did     2026-04-13 12:00:02.000  no trade in market 0, ' +
      'because looked (smoothedSpot 70050000000)',
    '  it would   2026-04-13 12:00:02.000  no trade in market 0, ' +
      'because looked (smoothedSpot 70000000000)',
  ]);
});

test('facts of markets, several fields at once, and a decision that is gone', () => {
  const departure = { ...LEAK.departure, field: '', was: 'Skipped', now: undefined };
  const gone = { ...departure, changed: undefined };
  const fact = { ...LEAK, kind: 'market', how: 'scrambled', departure: gone } as const;
  const lines = lookaheadInLines('mine', found({ ...fact, fields: ['market.fee', 'market.slug'] }));
  expect(lines[1]).toMatch(/changes when what comes after is another\.$/);
  expect(lines[2]).toBe(
    '  reads      market.fee, market.slug (facts of markets that were not known yet)',
  );
  expect(lines[3]).toBe('  differs    the whole decision: "Skipped", nothing');
  expect(lines.at(-1)).toBe('  it would   nothing');
  const [, , several] = lookaheadInLines('mine', found({ ...LEAK, fields: [] }));
  expect(several).toBe('  reads      several fields, none of them alone (events to come)');
});

test('what was searched on invented rows says so, also where nothing was decided', () => {
  const simulated = { ...found(undefined), provenance: 'simulated' } as const;
  const badge = 'SIMULATED: what it was searched on was invented.';
  expect(lookaheadInLines('mine', simulated)[0]).toBe(badge);
  expect(lookaheadInLines('mine', { ...simulated, decisions: 0 })[0]).toBe(badge);
  expect(lookaheadJson('mine', 7, simulated)).toMatchObject({ provenance: 'simulated' });
  expect(lookaheadInLines('mine', found(undefined)).join()).not.toContain('SIMULATED');
});

test('for programs', () => {
  expect(lookaheadJson('mine', 7, found(LEAK, ['mine']))).toMatchObject({
    schema: 'polydesk.lookahead',
    seed: 7,
    looksAhead: true,
    learnedUntilUnknown: ['mine'],
    leak: {
      kind: 'event',
      at: at(2),
      entry: 3,
      differs: { field: 'reason.numbers.smoothedSpot', was: 70_050_000_000 },
      did: { kind: 'Skipped' },
    },
  });
  expect(lookaheadJson('mine', 7, found(undefined))).toMatchObject({ leak: null });
});
