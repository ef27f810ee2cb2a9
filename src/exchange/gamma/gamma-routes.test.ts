import Fastify from 'fastify';
import { describe, expect, test } from 'vitest';
import { at } from '../../../test/support/a-market.ts';
import { aListing, LocalBench } from '../../../test/support/local-venue.ts';
import { DOWN, MARKET, UP } from '../../../test/support/wire-samples/ids.ts';
import type { ConditionId, TokenId } from '../../domain/ids.ts';
import { ONE, type Price } from '../../domain/units.ts';
import {
  readEventPage,
  readGammaEvent,
  readGammaMarket,
  readGammaMarkets,
  readMarketPage,
  readSearch,
} from '../../polymarket/wire/gamma/answers.ts';
import { readTags } from '../../polymarket/wire/gamma/tags.ts';
import type { Listing } from '../venue/listing.ts';
import { installGamma } from './gamma-routes.ts';

const clean = { ok: true, refusals: [], wrongFields: [], unknownFields: new Map() };
const SLUG = 'btc-updown-5m-1776081600';

/** The window `n` after the first: everything of it has its number. */
function window(n: number, changes: Partial<Listing['market']> = {}): Listing {
  const first = aListing();
  const slug = `btc-updown-5m-${1_776_081_600 + 300 * n}`;
  const market = {
    ...first.market,
    slug,
    conditionId: `0x${String(n).padStart(64, '0')}` as ConditionId,
    tokens: [`${n}1`, `${n}2`] as unknown as [TokenId, TokenId],
    opensAt: at(300 * n),
    closesAt: at(300 * (n + 1)),
    ...changes,
  };
  const event = { ...first.event, id: String(35_001 + n), slug };
  return { ...first, market, event, id: String(90_001 + n) };
}

function stage() {
  const bench = new LocalBench();
  const app = Fastify();
  // As the exchange's server: bodies stay bytes.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  installGamma(app, bench.venue);
  const ask = async (path: string) => {
    const { statusCode: status, body } = await app.inject(`/gamma${path}`);
    return { status, body, json: () => JSON.parse(body) };
  };
  const post = async (path: string, payload: unknown) => {
    const headers = { 'content-type': 'application/json' };
    const asked = { method: 'POST', url: `/gamma${path}`, headers } as const;
    const { statusCode: status, body } = await app.inject({ ...asked, body: String(payload) });
    return { status, body, json: () => JSON.parse(body) };
  };
  const slugs = async (path: string) => {
    const rows = (await ask(path)).json();
    return (Array.isArray(rows) ? rows : (rows.markets ?? rows.events)).map(
      ({ slug }: { slug: string }) => Number(slug.split('-').at(-1)) / 300 - 5_920_272,
    );
  };
  return { bench, ask, post, slugs };
}

describe('a market of the local Gamma', () => {
  test('is read by our reader without a doubt', async () => {
    const { bench, ask } = stage();
    bench.send(bench.ann, { side: 'buy', price: 0.4, size: 10 });
    bench.send(bench.bob, { side: 'buy', price: 0.4, size: 20, outcome: 1 });
    const { body } = await ask(`/markets/slug/${SLUG}`);
    expect(readGammaMarket(body)).toMatchObject({
      ...clean,
      value: {
        id: '90001',
        conditionId: MARKET,
        outcomes: [
          { label: 'Up', token: UP, price: 500_000 },
          { label: 'Down', token: DOWN, price: 500_000 },
        ],
        payout: undefined,
        opensAt: at(0),
        endsAt: at(300),
        closed: false,
        acceptsOrders: true,
        tick: 10_000,
        minimumSize: 5_000_000,
        fee: { ratePpm: 0 },
        events: [{ id: '35001', seriesSlug: 'btc-up-or-down-5m' }],
        quote: { bestBid: 400_000, bestAsk: 600_000, liquidity: 12_000_000, volume: 0 },
      },
    });
    expect((await ask('/markets/90001')).json()).toMatchObject({ slug: SLUG });
  });

  test('writes lists as texts and amounts twice', async () => {
    const { bench, ask } = stage();
    bench.mint(10);
    expect((await ask(`/markets/slug/${SLUG}`)).json()).toMatchObject({
      outcomes: '["Up", "Down"]',
      outcomePrices: '["0.5", "0.5"]',
      clobTokenIds: `["${UP}", "${DOWN}"]`,
      volume: '5',
      volumeNum: 5,
      volume24hr: 5,
      lastTradePrice: 0.5,
      marketMakerAddress: '',
    });
  });

  test('is closed when its winner is final, not when trading ends', async () => {
    const { bench, ask } = stage();
    bench.clock.advance(300_000);
    bench.venue.close(bench.market);
    const between = readGammaMarket((await ask(`/markets/slug/${SLUG}`)).body);
    expect(between).toMatchObject({
      ...clean,
      value: { closed: false, acceptsOrders: false, closedAt: undefined, payout: undefined },
    });
    bench.clock.advance(21_000);
    bench.venue.resolve(bench.market, 0 as Price);
    const { body, json } = await ask(`/markets/slug/${SLUG}`);
    expect(json()).toMatchObject({
      closedTime: '2026-04-13 12:05:21+00',
      outcomePrices: '["0", "1"]',
      umaResolutionStatus: 'resolved',
    });
    expect(readGammaMarket(body)).toMatchObject({
      ...clean,
      value: { closed: true, payout: 0, closedAt: at(321) },
    });
  });

  test('tells fees, delays and the average that decides where they are known', async () => {
    const { bench, ask } = stage();
    bench.venue.list(
      window(1, {
        fee: { value: { ratePpm: 70_000, exponent: 1, makerRebatePpm: 200_000 }, source: 'test' },
        rule: {
          value: { kind: 'twap_close_vs_open', feed: 'btc', lookbackSeconds: 60, tie: 'first' },
          source: 'test',
        },
        takerDelayMs: 3_000,
      }),
    );
    bench.venue.list(window(2, { fee: undefined, takerDelayMs: 150 }));
    const { body, json } = await ask('/markets/90002');
    expect(json()).toMatchObject({
      feeType: 'crypto_fees_v2',
      cryptoMarketConfigId: 'btc-5m-twap-60',
    });
    expect(readGammaMarket(body)).toMatchObject({
      ...clean,
      value: {
        fee: { ratePpm: 70_000, exponent: 1, makerRebatePpm: 200_000 },
        delaySeconds: 3,
        crypto: { configuration: 'btc-5m-twap-60', averaged: true, lookbackSeconds: 60 },
      },
    });
    expect(readGammaMarket((await ask('/markets/90003')).body)).toMatchObject({
      ...clean,
      value: { fee: undefined, delaySeconds: undefined, crypto: { configuration: undefined } },
    });
  });
});

describe('an event of the local Gamma', () => {
  test('is read by our reader without a doubt', async () => {
    const { ask } = stage();
    expect(readGammaEvent((await ask(`/events/slug/${SLUG}`)).body)).toMatchObject({
      ...clean,
      value: {
        id: '35001',
        seriesSlug: 'btc-up-or-down-5m',
        startsAt: at(0),
        endsAt: at(300),
        closed: false,
        markets: [{ id: '90001' }],
        tags: [{ id: '102127', slug: 'up-or-down' }, { id: '21' }],
        priceToBeat: undefined,
      },
    });
    expect((await ask('/events/35001')).json()).toMatchObject({ slug: SLUG });
  });

  test('tells the prices at its ends with every digit, as numbers', async () => {
    const { bench, ask } = stage();
    bench.market.priceToBeat = '63123.544863797618123456';
    const open = await ask(`/events/slug/${SLUG}`);
    expect(open.body).toContain('"eventMetadata":{"priceToBeat":63123.544863797618123456}');
    bench.market.finalPrice = '63125.5';
    const { body } = await ask(`/events/slug/${SLUG}`);
    expect(readGammaEvent(body)).toMatchObject({
      ...clean,
      value: {
        priceToBeat: { text: '63123.544863797618123456' },
        finalPrice: { text: '63125.5' },
      },
    });
  });
});

describe('a list of the local Gamma', () => {
  function three() {
    const parts = stage();
    for (const n of [1, 2]) parts.bench.venue.list(window(n));
    parts.bench.venue.resolve(parts.bench.market, ONE);
    return parts;
  }

  test('of markets leaves out what is closed, unless asked', async () => {
    const { slugs } = three();
    expect(await slugs('/markets')).toEqual([1, 2]);
    expect(await slugs('/markets?closed=true')).toEqual([0]);
    expect(await slugs('/markets/keyset')).toEqual([1, 2]);
    expect(await slugs('/events')).toEqual([0, 1, 2]);
    expect(await slugs('/events?closed=false')).toEqual([1, 2]);
  });

  test.each([
    [`/markets?slug=btc-updown-5m-1776081900&slug=btc-updown-5m-1776082200`, [1, 2]],
    [`/markets?condition_ids=0x${'2'.padStart(64, '0')}`, [2]],
    ['/markets?clob_token_ids=12,22', [1, 2]],
    ['/markets?id=90003', [2]],
    ['/markets?tag_id=102127', [1, 2]],
    ['/markets?tag_id=7', []],
    ['/events?tag_slug=up-or-down&closed=false', [1, 2]],
    ['/events?tag_slug=sports', []],
    ['/events?series_slug=btc-up-or-down-5m&slug=btc-updown-5m-1776082200', [2]],
    ['/events?series_slug=btc-up-or-down-15m', []],
    ['/events?end_date_min=2026-04-13T12:10:00Z', [1, 2]],
    ['/events?end_date_min=2026-04-13T12:05:00Z&end_date_max=2026-04-13T12:10:00Z', [0, 1]],
    ['/events?start_date_min=2026-04-14T00:00:00Z', []],
    ['/events?exclude_tag_id=7&closed=false', [1, 2]],
    ['/events?exclude_tag_id=7&exclude_tag_id=21', []],
    ['/events?title_search=BITCOIN', [0, 1, 2]],
    ['/events?title_search=ether', []],
    ['/events?featured=true', []],
    ['/events?live=false&cyom=false&closed=false', [1, 2]],
    ['/events?parent_event_id=1', []],
    ['/markets?game_id=1', []],
    ['/markets?order=endDate&ascending=false', [2, 1]],
    ['/markets?order=competitive&ascending=false', [2, 1]],
    ['/markets?limit=1&offset=1', [2]],
  ])('%s', async (path, expected) => {
    expect(await three().slugs(path)).toEqual(expected);
  });

  test.each([
    '/markets?offset=2001',
    '/markets/keyset?offset=1',
    '/markets?order=beauty',
    '/markets?limit=all',
    '/events?end_date_min=soon',
    '/events?closed=perhaps',
    '/markets?include_tag=perhaps',
    '/markets/keyset?include_tag=perhaps',
    '/public-search?q=bitcoin&search_tags=perhaps',
    '/public-search?q=bitcoin&search_profiles=perhaps',
    '/events/keyset?after_cursor=x',
  ])('%s is refused', async (path) => {
    const { status, json } = await three().ask(path);
    expect(status).toBe(422);
    expect(json().error).toEqual(expect.any(String));
  });

  test('goes on after a cursor, whatever is listed meanwhile', async () => {
    const { bench, ask } = three();
    const path = '/events/keyset?order=startTime&ascending=false&limit=2';
    const first = readEventPage((await ask(path)).body);
    expect(first).toMatchObject({ ...clean, value: { rows: [{ id: '35003' }, { id: '35002' }] } });
    bench.venue.list(window(3));
    const cursor = first.ok ? first.value.nextCursor : undefined;
    const { body } = await ask(`${path}&after_cursor=${cursor}`);
    expect(readEventPage(body)).toMatchObject({
      value: { rows: [{ id: '35001' }], nextCursor: undefined },
    });
    expect(body).not.toContain('next_cursor');
  });

  test('of events can say how many there are', async () => {
    const { ask } = three();
    const { data, pagination } = (await ask('/events/pagination?limit=2&closed=false')).json();
    expect(data).toMatchObject([{ id: '35002' }, { id: '35003' }]);
    expect(pagination).toEqual({ hasMore: false, totalResults: 2 });
    const first = (await ask('/events/pagination?limit=2')).json();
    expect(first).toMatchObject({ data: [{}, {}], pagination: { hasMore: true, totalResults: 3 } });
    expect((await ask('/events/pagination?offset=2001')).status).toBe(422);
  });

  test('is read by our readers without a doubt', async () => {
    const { ask } = three();
    expect(readGammaMarkets((await ask('/markets')).body)).toMatchObject(clean);
    expect(readMarketPage((await ask('/markets/keyset?include_tag=true')).body)).toMatchObject(
      clean,
    );
    expect(readTags((await ask('/tags')).body)).toMatchObject({ ...clean, value: { length: 2 } });
    expect((await ask('/tags/slug/crypto')).json()).toMatchObject({ id: '21' });
    expect((await ask('/series')).json()).toMatchObject([{ slug: 'btc-up-or-down-5m' }]);
  });

  test('found by words', async () => {
    const { ask } = three();
    const { body } = await ask('/public-search?q=bitcoin%20up&search_tags=true&limit_per_type=2');
    expect(readSearch(body)).toMatchObject({
      ...clean,
      value: { events: [{ closed: false }, { closed: false }], hasMore: true, total: 3, tags: [] },
    });
    const tagged = await ask('/public-search?q=crypto&search_tags=true');
    expect(readSearch(tagged.body)).toMatchObject({ value: { events: [], tags: [{ id: '21' }] } });
    expect((await ask('/public-search')).status).toBe(422);
  });

  test('of people has the wallets that are here', async () => {
    const { bench, ask } = three();
    const { address } = bench.ann.wallet;
    // Strict clients refuse a profile without these (polymarket-apis 2.3.0).
    expect((await ask(`/public-profile?address=${address}`)).json()).toMatchObject({
      proxyWallet: address,
      createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      displayUsernamePublic: false,
      verifiedBadge: false,
    });
    expect(await ask('/public-profile?address=0x1')).toMatchObject({ status: 404 });
  });

  test.each([
    '/sports',
    '/teams',
    '/market-clarifications?market_id=90001',
    '/comments?parent_entity_id=35001&parent_entity_type=Event',
    '/comments/1',
    '/comments/user_address/0x1',
    '/tags/21/related-tags',
    '/tags/21/related-tags/tags',
    '/tags/slug/crypto/related-tags',
    '/tags/slug/crypto/related-tags/tags',
  ])('of what does not exist here is empty: %s', async (path) => {
    expect(await three().ask(path)).toMatchObject({ status: 200, body: '[]' });
  });

  test('has no page of comments', async () => {
    const told = await three().ask('/comments/keyset?parent_entity_id=35001');
    expect(told).toMatchObject({ status: 200, body: '{"comments":[]}' });
  });

  test('says that it is there', async () => {
    expect(await three().ask('/status')).toMatchObject({ status: 200, body: 'OK' });
  });

  test('does not know what is not there', async () => {
    const { ask } = three();
    for (const path of [
      '/markets/7',
      '/markets/slug/x',
      '/events/7',
      '/events/slug/x',
      '/tags/7',
    ]) {
      expect(await ask(path)).toMatchObject({ status: 404 });
    }
  });
});

describe('markets that a body asks for', () => {
  const INFORMATION = '/markets/information';

  test('are those of the list that the address asks for', async () => {
    const { bench, ask, post } = stage();
    for (const n of [1, 2, 3]) bench.venue.list(window(n));
    const { body, json } = await post(INFORMATION, '{"clobTokenIds": ["21", "32"]}');
    expect(readGammaMarkets(body)).toMatchObject(clean);
    expect(json()).toEqual((await ask('/markets?clob_token_ids=21,32')).json());
    expect(json().map(({ id }: { id: string }) => id)).toEqual(['90003', '90004']);
    const one = (await post(INFORMATION, '{"id": [90002], "includeTags": true}')).json();
    expect(one).toMatchObject([
      { id: '90002', tags: [{ slug: 'up-or-down' }, { slug: 'crypto' }] },
    ]);
  });

  test('are all that are open without a word, and closed ones if asked for', async () => {
    const { bench, post } = stage();
    bench.venue.list(window(1));
    bench.venue.resolve(bench.market, ONE as Price);
    const ids = async (body: string) =>
      (await post(INFORMATION, body)).json().map(({ id }: { id: string }) => id);
    expect(await ids('{}')).toEqual(['90002']);
    expect(await ids('{"closed": true}')).toEqual(['90001']);
  });

  test("are refused in the venue's form where nobody can read what is asked", async () => {
    const { post } = stage();
    const deep = `{"a": ${'['.repeat(9_000)}${']'.repeat(9_000)}}`;
    const odd = ['{"slug": {"toString": 1, "valueOf": 1}}', '{"id": [[1]]}', deep];
    for (const body of ['[]', '{', '{"closed": "maybe"}', ...odd]) {
      const refused = await post(INFORMATION, body);
      expect([body, refused.status, refused.json().type]).toEqual([body, 422, 'validation error']);
    }
  });
});
