import { describe, expect, test } from 'vitest';
import { gammaMarkets, marketOf } from '../../test/support/gamma-rows.ts';
import { OPENS, upDownGroup, upDownRow } from '../../test/support/gamma-world.ts';
import { recording, testRecorded } from '../../test/support/recorded.ts';
import { VirtualClock } from '../../test/support/virtual-clock.ts';
import { ok, type Result, refuse } from '../domain/result.ts';
import type { Timestamp } from '../domain/units.ts';
import type { GammaSource, UpDownQuery } from '../polymarket/catalog/gamma-source.ts';
import { event } from '../polymarket/wire/gamma/event.ts';
import type { GammaMarket } from '../polymarket/wire/gamma/market.ts';
import { Notes } from '../polymarket/wire/notes.ts';
import type { BookReader } from './candidate-books.ts';
import { type MarketListRequest, marketLister } from './markets.ts';

const REQUEST: MarketListRequest = { filter: {}, sorting: 'volume', most: 50, pagesMost: 5 };

/** Gamma with these rows, a hundred a page. */
function gammaOf(rows: readonly GammaMarket[]) {
  const asked: (UpDownQuery | string)[] = [];
  const gamma: GammaSource = {
    eventBySlug: () => Promise.resolve(ok(undefined)),
    marketBySlug: () => Promise.resolve(ok(undefined)),
    upDownEvents: async (query) => {
      asked.push(query);
      const group = event(upDownGroup(upDownRow()), 'group', new Notes());
      return ok({ rows: group.ok ? [group.value] : [], nextCursor: undefined });
    },
    marketPage: async ({ order, after = '0' }) => {
      asked.push(`${order} ${after}`);
      const from = Number(after);
      const next = from + 100 < rows.length ? String(from + 100) : undefined;
      return ok({ rows: rows.slice(from, from + 100), nextCursor: next });
    },
  };
  return { gamma, asked };
}

function clockAt(seconds: number): VirtualClock {
  const clock = new VirtualClock();
  clock.stepWall(seconds * 1_000 - clock.now() / 1_000);
  return clock;
}

describe('a list of markets', () => {
  test('reads the most traded ones, page by page, and says when some are left', async () => {
    const rows = Array.from({ length: 250 }, (_, i) =>
      marketOf({ id: i, slug: `m-${i}`, outcomes: i === 7 ? '[]' : '["A", "B"]', volume24hr: i }),
    );
    const { gamma, asked } = gammaOf(rows);
    const list = marketLister({ gamma, clock: clockAt(OPENS) });
    const part = await list({ ...REQUEST, pagesMost: 2, most: 3 });
    expect(asked).toEqual(['volume24h 0', 'volume24h 100']);
    expect(part).toMatchObject({
      value: { found: 199, read: 200, unreadable: 1, isWhole: false },
    });
    expect(part.ok && part.value.markets.map(({ slug }) => slug)).toEqual([
      'm-199',
      'm-198',
      'm-197',
    ]);
    expect(await list(REQUEST)).toMatchObject({ value: { read: 250, isWhole: true } });
  });

  test('of an asset or a frame asks for the open window and the next of each frame', async () => {
    const { gamma, asked } = gammaOf([]);
    const list = marketLister({ gamma, clock: clockAt(OPENS + 10) });
    const closes = () =>
      asked.splice(0).map((one) => typeof one !== 'string' && (one.endsFrom + one.endsTo) / 2);
    const at = (seconds: number) => (OPENS + seconds) * 1e6;
    await list({ ...REQUEST, filter: { frames: ['5m', '15m'] } });
    expect(closes()).toEqual([300, 600, 900, 1_800].map(at));
    await list({ ...REQUEST, filter: { assets: ['btc'] }, pagesMost: 20 });
    expect(closes()).toEqual(
      [300, 600, 900, 1_800, 3_600, 7_200, 14_400, 28_800, 28_800 * 3 + 14_400].map(at),
    );
  });

  test('of windows that close when the filter says asks for that stretch', async () => {
    const { gamma, asked } = gammaOf([]);
    const list = marketLister({ gamma, clock: clockAt(OPENS + 10) });
    const closesBefore = ((OPENS + 600) * 1e6) as Timestamp;
    const found = await list({ ...REQUEST, filter: { assets: ['btc'], closesBefore } });
    expect(asked).toEqual([
      { endsFrom: (OPENS + 10) * 1e6, endsTo: closesBefore, after: undefined },
    ]);
    expect(found.ok && found.value.markets).toMatchObject([
      { slug: `btc-updown-5m-${OPENS}`, asset: 'btc', frame: '5m', category: 'crypto' },
    ]);
    const from = ((OPENS + 60) * 1e6) as Timestamp;
    const none = await list({ ...REQUEST, filter: { frames: ['4h'], closesFrom: from } });
    expect(none).toMatchObject({ value: { found: 0, read: 1, isWhole: true } });
    expect(asked.at(-1)).toMatchObject({ endsFrom: from, endsTo: (OPENS + 3_660) * 1e6 });
  });

  test('is refused when Gamma refuses, and when it is silent for seconds', async () => {
    const clock = clockAt(OPENS);
    const { gamma } = gammaOf([]);
    const down = refuse('unreachable', 'nobody answers');
    const refused = marketLister({ gamma: { ...gamma, marketPage: async () => down }, clock });
    expect(await refused(REQUEST)).toEqual(down);
    const silent: GammaSource['marketPage'] = () => new Promise(() => {});
    const asked = marketLister({ gamma: { ...gamma, marketPage: silent }, clock })(REQUEST);
    let answer: Result<unknown> | undefined;
    void asked.then((value) => {
      answer = value;
    });
    await clock.pass(4_999);
    expect(answer).toBeUndefined();
    await clock.pass(1);
    expect(answer).toMatchObject({ ok: false, code: 'no_answer' });
    expect(clock.waiting).toBe(0);
  });

  const catalogue = recording('gamma-and-clob-catalogues-2026-02');
  testRecorded('of recorded rows, as a person would ask', catalogue, async (folder) => {
    const { gamma } = gammaOf(gammaMarkets(folder, 'gamma-markets-600.json.gz'));
    const list = marketLister({ gamma, clock: clockAt(Date.parse('2026-02-07T12:00Z') / 1_000) });
    const count = async (filter: MarketListRequest['filter']) => {
      const found = await list({ ...REQUEST, pagesMost: 10, filter });
      return found.ok ? found.value.found : found.code;
    };
    expect(await count({})).toBe(600);
    expect(await count({ states: ['resolved'] })).toBe(290);
    expect(await count({ categories: ['sports'] })).toBe(187);
    expect(await count({ text: 'bitcoin up' })).toBe(18);
  });
});

describe('with books', () => {
  const rows = [1, 2].map((i) =>
    marketOf({
      id: i,
      slug: `m-${i}`,
      outcomes: '["A", "B"]',
      clobTokenIds: `["${i}1", "${i}2"]`,
      volume24hr: i,
    }),
  );
  const { gamma } = gammaOf(rows);

  test('those of the first tokens of the list come along, where they are asked for', async () => {
    const asked: (readonly string[])[] = [];
    const books: BookReader = async (tokens) => {
      asked.push(tokens);
      return ok(new Map());
    };
    const list = marketLister({ gamma, clock: clockAt(OPENS), books });
    expect(await list(REQUEST)).toMatchObject({ value: { books: undefined } });
    expect(await list({ ...REQUEST, most: 1, withBooks: true })).toMatchObject({
      value: { books: new Map() },
    });
    expect(asked).toEqual([['21']]);
  });

  test('a venue that gives none refuses the list', async () => {
    const books: BookReader = async () => refuse('unreachable', 'no answer');
    const list = marketLister({ gamma, clock: clockAt(OPENS), books });
    expect(await list({ ...REQUEST, withBooks: true })).toMatchObject({ code: 'unreachable' });
  });
});
