// A film with everything that a page can show, to test and look at it. Its prices are made up, and
// it says so: provenance simulated.
import type { NewsRow } from '../../src/screen/desk-document.ts';
import type { Film, FilmFrame } from '../../src/screen/film.ts';

const SECOND = 1_000_000;
const BEGIN = Date.UTC(2026, 10, 26, 12) * 1_000;
export const FILMED = 'btc-updown-5m-1795694400';

function frame(i: number): FilmFrame {
  const bid = 500_000 + Math.round(Math.sin(i / 9) * 12) * 10_000;
  const ladder = (first: number, step: number) =>
    Array.from({ length: 12 }, (_, level) => [first + level * step, (40 + level * 7) * SECOND]);
  const isResting = i % 40 > 10;
  const order = { order: 7, strategy: 'join-best', in: 0, outcome: 0, side: 'buy' } as const;
  const mine = isResting ? [{ ...order, price: bid, left: 8 * SECOND, ahead: 32 * SECOND }] : [];
  return {
    at: BEGIN + i * SECOND,
    isTrusted: i < 200,
    untrusted: i < 200 ? null : 'recording_gap',
    bids: ladder(bid, -10_000).flat(),
    asks: ladder(bid + 20_000, 10_000).flat(),
    mine,
    held: [i > 100 ? 8 * SECOND : 0, 0],
    reference: null,
  };
}

function row(entry: number, i: number, changes: Partial<NewsRow>): NewsRow {
  return {
    entry,
    at: BEGIN + i * SECOND,
    kind: 'order',
    level: 'info',
    strategy: 'join-best',
    market: FILMED,
    label: 'Up',
    order: 7,
    code: 'join_best',
    message: 'buy',
    numbers: { price: 510_000, size: 8 * SECOND },
    ...changes,
  };
}

export const INVENTED_FILM: Film = {
  schema: 'polydesk.film',
  schemaVersion: 1,
  market: FILMED,
  question: 'Bitcoin Up or Down, 12:00 to 12:05 <b>UTC</b>',
  labels: ['Up', 'Down'],
  opensAt: BEGIN,
  closesAt: BEGIN + 300 * SECOND,
  payout: 1_000_000,
  provenance: 'simulated',
  strategies: ['join-best'],
  run: 'demo-1',
  isSame: true,
  step: SECOND,
  isCut: false,
  frames: Array.from({ length: 240 }, (_, i) => frame(i)),
  news: [
    row(1, 11, {}),
    row(2, 60, { kind: 'canceled', code: 'best_moved', message: '' }),
    row(3, 100, { kind: 'fill', code: 'maker' }),
  ],
};
