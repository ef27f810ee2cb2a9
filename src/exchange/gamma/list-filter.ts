import type { Query } from '../wire/query.ts';
import { recurrenceOf } from './gamma-event.ts';
import { tagId } from './gamma-tags.ts';
import type { Listable, ListableEvent, ListableMarket } from './listable.ts';

type Test<T> = (row: T) => boolean;

/** Which markets are asked for. Unless said, only those that are not closed (since 2026-04-09). */
export function marketFilter(query: Query): Test<ListableMarket> {
  const closed = query.flag('closed') ?? false;
  return all<ListableMarket>([
    ({ isClosed }) => isClosed === closed,
    ...commonTests(query),
    oneOf(query, 'condition_ids', ({ market }) => [market.listing.market.conditionId]),
    oneOf(query, 'question_ids', ({ market }) => [market.listing.questionId]),
    oneOf(query, 'clob_token_ids', ({ market }) => market.listing.market.tokens),
    oneOf(query, 'combo_status', () => ['disabled']),
    ...nothingHas(query, ['rfq_enabled', 'decimalized'], ['sports_market_types']),
    ...nothingHas(query, [], ['market_maker_address', 'position_ids']),
    oneOf(query, 'uma_resolution_status', ({ isClosed }) => (isClosed ? ['resolved'] : [])),
    between(query, 'volume_num', ({ volume }) => volume, 'amount'),
    between(query, 'liquidity_num', ({ liquidity }) => liquidity(), 'amount'),
  ]);
}

/** Which events are asked for: closed ones too, unless said. */
export function eventFilter(query: Query): Test<ListableEvent> {
  const closed = query.flag('closed');
  return all<ListableEvent>([
    ({ isClosed }) => closed === undefined || isClosed === closed,
    ...commonTests(query),
    oneOf(query, 'series_slug', ({ group }) => [group.event.series?.slug]),
    oneOf(query, 'series_id', ({ group }) => [group.event.series?.id]),
    oneOf(query, 'recurrence', ({ group }) => [group.series && recurrenceOf(group.series)]),
    // Nothing is put forward, nothing is a game, and no event belongs to another.
    ...nothingHas(query, ['featured', 'live'], ['event_date', 'event_week', 'partner_slug']),
    ...nothingHas(query, [], ['parent_event_id', 'created_by']),
    titled(query),
    between(query, 'start_time', ({ opensAt }) => opensAt, 'date'),
    between(query, 'volume', ({ volume }) => volume, 'amount'),
    between(query, 'liquidity', ({ liquidity }) => liquidity(), 'amount'),
  ]);
}

function commonTests(query: Query): Test<Listable>[] {
  const active = query.flag('active') ?? true;
  const archived = query.flag('archived') ?? false;
  return [
    // Everything here is active, and nothing archived.
    () => active && !archived,
    ...nothingHas(query, ['cyom'], ['game_id']),
    oneOf(query, 'id', ({ id }) => [id]),
    oneOf(query, 'slug', ({ slug }) => [slug]),
    oneOf(query, 'tag_slug', ({ tags }) => tags),
    oneOf(query, 'tag_id', ({ tags }) => tags.map(tagId)),
    noneOf(query, 'exclude_tag_id', ({ tags }) => tags.map(tagId)),
    // The venue's start date is that of the row, not of the window.
    between(query, 'start_date', ({ listedAt }) => listedAt, 'date'),
    between(query, 'end_date', ({ closesAt }) => closesAt, 'date'),
  ];
}

export function oneOf<T>(
  query: Query,
  name: string,
  of: (row: T) => readonly (string | undefined)[],
): Test<T> {
  const wanted = query.texts(name);
  if (wanted === undefined) return () => true;
  const set = new Set(wanted.map((text) => text.toLowerCase()));
  return (row) => of(row).some((text) => text !== undefined && set.has(text.toLowerCase()));
}

export function noneOf<T>(query: Query, name: string, of: (row: T) => readonly string[]): Test<T> {
  if (!query.has(name)) return () => true;
  const isOne = oneOf(query, name, of);
  return (row) => !isOne(row);
}

/** Flags that are down on every row, and fields that no row has. */
function nothingHas(
  query: Query,
  flags: readonly string[],
  fields: readonly string[],
): Test<unknown>[] {
  const isAsked = flags.some((name) => query.flag(name)) || fields.some((name) => query.has(name));
  return [() => !isAsked];
}

function titled(query: Query): Test<ListableEvent> {
  const words = query.words('title_search').toLowerCase();
  return ({ group }) => group.event.title.toLowerCase().includes(words);
}

/** ASSUMPTION, kept here alone: both ends count. The venue does not say it. */
function between<T>(
  query: Query,
  name: string,
  of: (row: T) => number | undefined,
  form: 'amount' | 'date',
): Test<T> {
  const least = query[form](`${name}_min`);
  const most = query[form](`${name}_max`);
  if (least === undefined && most === undefined) return () => true;
  return (row) => {
    const value = of(row);
    return value !== undefined && value >= (least ?? value) && value <= (most ?? value);
  };
}

function all<T>(tests: readonly Test<T>[]): Test<T> {
  return (row) => tests.every((test) => test(row));
}
