import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { recordedFixture, testRecorded } from '../../../../test/support/recorded.ts';
import {
  gammaAnswers,
  gammaEvent,
  gammaMarket,
} from '../../../../test/support/wire-samples/gamma.ts';
import {
  readEventPage,
  readGammaEvent,
  readGammaEvents,
  readGammaMarkets,
  readMarketPage,
  readSearch,
} from './answers.ts';
import { readTags } from './tags.ts';

const clean = { ok: true, refusals: [], wrongFields: [], unknownFields: new Map() };
const text = JSON.stringify;

describe('an event of Gamma', () => {
  test('is a group of markets', () => {
    expect(readGammaEvent(text(gammaEvent))).toMatchObject({
      ...clean,
      value: {
        id: '625005',
        slug: 'btc-updown-5m-1782287400',
        seriesSlug: 'btc-up-or-down-5m',
        startsAt: Date.UTC(2026, 5, 24, 7, 50) * 1_000,
        negativeRisk: false,
        volume: 2_250_000,
        tags: [{ id: '102127', label: 'Up or Down', slug: 'up-or-down' }],
        markets: [{ id: '2649639', payout: 1_000_000 }],
      },
    });
  });

  test('keeps every digit of the prices at its ends', () => {
    const body = text(gammaEvent)
      .replace('63123.54486379762', '63123.544863797618')
      .replace('63125.5', '"63125.500000000000000001"');
    expect(readGammaEvent(body)).toMatchObject({
      ...clean,
      value: {
        priceToBeat: { text: '63123.544863797618', value: 63_123_544_864 },
        finalPrice: { text: '63125.500000000000000001', value: 63_125_500_000 },
      },
    });
  });

  test.each([
    [undefined, []],
    [null, []],
    [{ league: 'none' }, []],
    [{ priceToBeat: null }, []],
    [{ priceToBeat: 0 }, ['not_a_price']],
    [{ priceToBeat: 'x' }, ['not_a_decimal']],
    [{ priceToBeat: [1] }, ['not_a_decimal']],
    ['x', ['not_an_object']],
  ])('does not know them from %j', (eventMetadata, codes) => {
    const answer = readGammaEvent(text({ ...gammaEvent, eventMetadata }));
    expect(answer).toMatchObject({ value: { priceToBeat: undefined, finalPrice: undefined } });
    expect(answer.wrongFields.map((refusal) => refusal.code)).toEqual(codes);
  });
});

describe('a list of Gamma', () => {
  test('loses nothing but its bad rows', () => {
    const rows = [gammaMarket, 7, { ...gammaMarket, id: undefined }, gammaMarket];
    const answer = readGammaMarkets(text(rows));
    expect(answer.ok && answer.value).toHaveLength(2);
    expect(answer.refusals.map(({ message }) => message.split(' ')[0])).toEqual([
      'answer[1]',
      'answer[2].id:',
    ]);
    expect(readGammaMarkets('{"error":"x"}')).toMatchObject({ ok: false, code: 'not_a_list' });
  });

  test('by pages says how to ask for the next one', () => {
    expect(readMarketPage(text(gammaAnswers.marketPage))).toMatchObject({
      value: { rows: [{ id: '2649639' }], nextCursor: 'abc' },
    });
    const events = readEventPage(text(gammaAnswers.eventPage));
    expect(events).toMatchObject({ value: { rows: [{ id: '625005' }], nextCursor: undefined } });
    expect(readMarketPage('{"events":[]}')).toMatchObject({ ok: false, code: 'not_a_list' });
  });

  test('found by a search', () => {
    expect(readSearch(text(gammaAnswers.search))).toMatchObject({
      ...clean,
      value: { events: [{ id: '625005' }], tags: [{ id: '102127' }], hasMore: false, total: 1 },
    });
    expect(readSearch('{}')).toMatchObject({
      value: { events: [], tags: [], hasMore: undefined, total: undefined },
    });
  });
});

testRecorded(
  'recorded events, tags and searches are all read',
  recordedFixture('polymarket'),
  (folder) => {
    const read = (file: string) => readFileSync(join(folder, file), 'utf8');
    const group = readGammaEvents(read('nautilus/gamma_event.json'));
    expect(group).toMatchObject({
      ...clean,
      value: [{ negativeRisk: true, markets: [{ negativeRisk: true }, {}], tags: { length: 7 } }],
    });
    const window = readGammaEvents(read('rest/gamma_event_crypto_updown.json'));
    expect(window).toMatchObject({
      ...clean,
      value: [{ seriesSlug: 'hype-up-or-down-5m', startsAt: Date.UTC(2026, 5, 24, 7, 50) * 1_000 }],
    });
    expect(readSearch(read('nautilus/search_response.json'))).toMatchObject({
      ...clean,
      value: { events: [{ id: '246060' }] },
    });
    expect(readTags(read('nautilus/gamma_tags.json'))).toMatchObject({
      ...clean,
      value: { length: 5 },
    });
    // Cut to names by others: their markets lack the number.
    const cut = readGammaEvents(read('nautilus-http_responses/events_list.json'));
    expect(cut).toMatchObject({ value: [{ markets: [] }, { markets: [] }, { markets: [] }] });
    expect(cut.refusals.map((refusal) => refusal.code)).toEqual(['bad_id', 'bad_id', 'bad_id']);
    const one = readGammaEvent(read('nautilus-http_responses/event.json'));
    expect(one).toMatchObject({ value: { id: '185377', markets: [] }, refusals: { length: 3 } });
  },
);
