import { type Fields, object } from '../object.ts';
import type { Parser } from '../parser.ts';
import { rowId, text } from '../values.ts';
import { KNOWN_OF_EVENTS } from './unread.ts';

/** A market group, by its names. */
export type EventName = {
  readonly id: string;
  readonly slug: string | undefined;
  readonly title: string | undefined;
  /** E.g. btc-up-or-down-15m: what repeats. */
  readonly seriesSlug: string | undefined;
};

export function eventNameOf(fields: Fields): EventName {
  return {
    id: fields.vital('id', rowId),
    slug: fields.soft('slug', text),
    title: fields.soft('title', text),
    seriesSlug: fields.soft('seriesSlug', text),
  };
}

/** Inside of a market the whole group's row is sent; only its names are read there. */
export const eventName: Parser<EventName> = object('market.event', KNOWN_OF_EVENTS, eventNameOf);
