import { parseJsonExactly } from '../json.ts';
import type { Answer } from '../notes.ts';
import { names, object } from '../object.ts';
import type { Page } from '../page.ts';
import { type Parser, readAnswer, rows } from '../parser.ts';
import { count, flag, text } from '../values.ts';
import { EXACT_FIELDS, event, type GammaEvent } from './event.ts';
import { type GammaMarket, market } from './market.ts';
import { type GammaTag, tag } from './tags.ts';

/** What a search finds. */
export type GammaSearch = {
  readonly events: readonly GammaEvent[];
  readonly tags: readonly GammaTag[];
  readonly hasMore: boolean | undefined;
  readonly total: number | undefined;
};

function readExactly<T>(body: string, parse: Parser<T>): Answer<T> {
  return readAnswer(body, parse, parseJsonExactly(body, EXACT_FIELDS));
}

/** GET /markets/{id}, /markets/slug/{slug}. */
export function readGammaMarket(body: string): Answer<GammaMarket> {
  return readAnswer(body, market);
}

/** GET /markets, by offset. Without `closed=true` it leaves out what is settled. */
export function readGammaMarkets(body: string): Answer<readonly GammaMarket[]> {
  return readAnswer(body, rows(market));
}

/** GET /events/{id}, /events/slug/{slug}. */
export function readGammaEvent(body: string): Answer<GammaEvent> {
  return readExactly(body, event);
}

/** GET /events, by offset. */
export function readGammaEvents(body: string): Answer<readonly GammaEvent[]> {
  return readExactly(body, rows(event));
}

function keyset<T>(field: string, row: Parser<T>): Parser<Page<T>> {
  return object('page', names('limit count'), (fields) => ({
    rows: fields.vital(field, rows(row)),
    nextCursor: fields.strict('next_cursor', text),
  }));
}

/** GET /markets/keyset. */
export function readMarketPage(body: string): Answer<Page<GammaMarket>> {
  return readAnswer(body, keyset('markets', market));
}

/** GET /events/keyset. */
export function readEventPage(body: string): Answer<Page<GammaEvent>> {
  return readExactly(body, keyset('events', event));
}

const pagination = object('search.pagination', names(), (fields) => ({
  hasMore: fields.soft('hasMore', flag),
  total: fields.soft('totalResults', count),
}));

const search: Parser<GammaSearch> = object('search', names('profiles'), (fields) => ({
  events: fields.soft('events', rows(event)) ?? [],
  tags: fields.soft('tags', rows(tag)) ?? [],
  ...(fields.soft('pagination', pagination) ?? { hasMore: undefined, total: undefined }),
}));

/** GET /public-search. */
export function readSearch(body: string): Answer<GammaSearch> {
  return readExactly(body, search);
}
