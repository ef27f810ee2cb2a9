// A film with everything that a page can show, to test and look at it. Its prices are made up, and
// it says so: provenance simulated.
import { ok, type Result, refuse } from '../../src/domain/result.ts';
import {
  FILM_VERSION,
  type Film,
  type FilmFrame,
  type FilmNews,
  type FilmPart,
} from '../../src/screen/film.ts';
import { changeOf } from '../../src/screen/film-change.ts';

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
  const untrusted = i === 0 ? 'no_snapshot' : i < 200 ? null : 'recording_gap';
  return {
    at: BEGIN + i * SECOND,
    isTrusted: untrusted === null,
    untrusted,
    bids: i === 0 ? [] : ladder(bid, -10_000).flat(),
    asks: i === 0 ? [] : ladder(bid + 20_000, 10_000).flat(),
    tick: 10_000,
    mine,
    held: [i > 100 ? 8 * SECOND : 0, 0],
    reference: (60_000 + i) * SECOND,
  };
}

function row(entry: number, i: number, changes: Partial<FilmNews>): FilmNews {
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

const NEWS: readonly FilmNews[] = [
  row(1, 11, { numbers: { price: 510_000, size: 8 * SECOND, edge: 20_000 } }),
  row(2, 60, { kind: 'canceled', code: 'best_moved', message: '' }),
  row(3, 100, {
    kind: 'fill',
    code: 'maker',
    decision: row(1, 11, { numbers: { price: 510_000, size: 8 * SECOND, edge: 20_000 } }),
  }),
];

const PICTURES = 240;
const AT_ONCE = 80;

/** Three parts of 80 pictures each, as a film of a day has hundreds of a thousand each. */
const PARTS: readonly FilmPart[] = [0, 1, 2].map((part) => {
  const frames = Array.from({ length: AT_ONCE }, (_, i) => frame(part * AT_ONCE + i));
  const [from, to] = [BEGIN + part * AT_ONCE * SECOND, BEGIN + (part + 1) * AT_ONCE * SECOND];
  const changes = frames.slice(1).flatMap((one, i) => {
    return changeOf(frames[i] as FilmFrame, one) ?? [];
  });
  return {
    first: frames[0] as FilmFrame,
    changes,
    news: NEWS.filter(({ at }) => at >= from && at < to),
    before: NEWS.filter(({ at }) => at < from),
  };
});

export function partOfInventedFilm(part: number): Result<FilmPart> {
  const found = PARTS[part];
  return found === undefined ? refuse('not_found', 'the film has no such part') : ok(found);
}

export const INVENTED_FILM: Film = {
  schema: 'polydesk.film',
  schemaVersion: FILM_VERSION,
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
  pictures: PARTS.reduce((sum, { changes }) => sum + changes.length + 1, 0),
  news: NEWS.length,
  parts: PARTS.map(({ first, changes, news }) => ({
    from: first.at,
    to: changes.at(-1)?.at ?? first.at,
    pictures: changes.length + 1,
    news: news.length,
    firstNews: news[0]?.at ?? null,
    lastNews: news.at(-1)?.at ?? null,
    offset: 0,
    bytes: 0,
  })),
  path: Array.from({ length: PICTURES }, (_, i) => frame(i)).map(({ at, bids }) => {
    return { at, mid: bids[0] == null ? null : bids[0] + 10_000 };
  }),
  fills: [{ at: BEGIN + 100 * SECOND, price: 510_000, entry: 3 }],
  fillCount: 1,
};
