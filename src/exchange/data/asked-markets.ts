import type { ListedMarket } from '../venue/listed-market.ts';
import type { LocalVenue } from '../venue/local-venue.ts';
import type { Query } from '../wire/query.ts';

/**
 * Conditions that are asked for: version 1 says market; of version 2 the page says condition, and
 * the venue's official client for Python (0.14.0) condition_id.
 */
export function conditionsOf(query: Query): readonly string[] | undefined {
  return query.texts('condition_id') ?? query.texts('condition') ?? query.texts('market');
}

/** Markets that are asked for by name or by event, where something is listed under the name. */
export function marketsAsked({ markets }: LocalVenue, query: Query): readonly ListedMarket[] {
  const conditions = conditionsOf(query);
  if (conditions !== undefined) {
    return conditions.flatMap(
      (id) => markets.byCondition(id) ?? markets.byCondition(id.toLowerCase()) ?? [],
    );
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
