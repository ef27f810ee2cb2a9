import type { ListedMarket } from '../venue/listed-market.ts';
import type { LocalVenue } from '../venue/local-venue.ts';
import type { Query } from '../wire/query.ts';

/** Version 2 has three (venue docs of GET /v2/oi, read 2026-11), version 1 the last. */
const CONDITION_NAMES = ['condition', 'condition_id', 'conditionId', 'market'];

/** Conditions that are asked for. */
export function conditionsOf(query: Query): readonly string[] | undefined {
  const name = CONDITION_NAMES.find((one) => query.has(one));
  return name === undefined ? undefined : query.texts(name);
}

/** Markets that are asked for by name or by event, each once; what is not listed is left out. */
export function marketsAsked({ markets }: LocalVenue, query: Query): readonly ListedMarket[] {
  const conditions = conditionsOf(query);
  if (conditions !== undefined) {
    const found = conditions.flatMap(
      (id) => markets.byCondition(id) ?? markets.byCondition(id.toLowerCase()) ?? [],
    );
    return [...new Set(found)];
  }
  const events = eventsOf(query) ?? [];
  return markets.all.filter(({ listing }) => events.includes(listing.event.id));
}

/** By their names in small letters; undefined: all. */
export function conditionsAsked(venue: LocalVenue, query: Query): ReadonlySet<string> | undefined {
  const conditions = conditionsOf(query);
  if (conditions === undefined && eventsOf(query) === undefined) return undefined;
  const asked = conditions ?? marketsAsked(venue, query).map(conditionOf);
  return new Set(asked.map((id) => id.toLowerCase()));
}

function eventsOf(query: Query): readonly string[] | undefined {
  return query.texts('event_id') ?? query.texts('eventId');
}

function conditionOf({ listing }: ListedMarket): string {
  return listing.market.conditionId;
}
