import { ok, type Result, refuse } from '../../domain/result.ts';
import type { Timestamp } from '../../domain/units.ts';
import type { Row } from '../wire/forms.ts';
import type { Query } from '../wire/query.ts';
import type { EventGroup } from './event-group.ts';
import type { EventShelf } from './event-shelf.ts';
import { gammaEvent, recurrenceOf } from './gamma-event.ts';
import { tagId, tagRow } from './gamma-tags.ts';
import { noneOf, oneOf } from './list-filter.ts';

const PER_TYPE_USUAL = 10;
const PER_TYPE_MOST = 50;

/** Events whose names hold all words that are looked for, open ones first, newest first. */
export function searchAnswer(shelf: EventShelf, query: Query, now: Timestamp): Result<Row> {
  const words = wordsOf(query.words('q'));
  const perType = Math.min(query.count('limit_per_type') ?? PER_TYPE_USUAL, PER_TYPE_MOST);
  const page = Math.max(query.count('page') ?? 1, 1);
  const status = query.text('events_status');
  const isOfTags = query.flag('search_tags') === true;
  const isOfProfiles = query.flag('search_profiles') === true;
  const tests = [
    oneOf<EventGroup>(query, 'events_tag', ({ event }) => event.tags),
    noneOf<EventGroup>(query, 'exclude_tag_id', ({ event }) => event.tags.map(tagId)),
    oneOf<EventGroup>(query, 'recurrence', ({ series }) => [series && recurrenceOf(series)]),
  ];
  if (words.length === 0) return refuse('invalid_query', 'q is required');
  if (query.problem !== undefined) return refuse('invalid_query', query.problem);
  const found = shelf.groups
    .filter((group) => tests.every((test) => test(group)))
    .filter((group) => isAskedFor(group, status) && hasAll(textOf(group), words))
    .sort((a, b) => Number(a.isClosed) - Number(b.isClosed) || b.listedAt - a.listedAt);
  const from = (page - 1) * perType;
  const events = found.slice(from, from + perType);
  return ok({
    events: events.map((group) => gammaEvent(group, now)),
    ...(isOfTags ? { tags: tagsOf(shelf, words) } : {}),
    ...(isOfProfiles ? { profiles: [] } : {}),
    pagination: { hasMore: found.length > from + perType, totalResults: found.length },
  });
}

function isAskedFor({ isClosed }: EventGroup, status: string | undefined): boolean {
  if (status === 'active') return !isClosed;
  return status !== 'resolved' || isClosed;
}

function tagsOf(shelf: EventShelf, words: readonly string[]): Row[] {
  return [...shelf.tags.values()]
    .filter(({ slug }) => hasAll(`${slug} ${slug.replaceAll('-', ' ')}`.toLowerCase(), words))
    .map((tag) => {
      const count = shelf.groups.filter(({ tags }) => tags.includes(tag)).length;
      return { ...tagRow(tag), event_count: count };
    });
}

function textOf({ event, markets }: EventGroup): string {
  const questions = markets.map(({ listing }) => listing.market.question);
  return [event.title, event.slug, ...questions].join(' ').toLowerCase();
}

function wordsOf(text: string): string[] {
  return text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
}

function hasAll(text: string, words: readonly string[]): boolean {
  return words.every((word) => text.includes(word));
}
