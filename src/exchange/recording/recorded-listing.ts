import type { Market } from '../../domain/market.ts';
import { MICROS_PER_SECOND, type Timestamp } from '../../domain/units.ts';
import { listingIds } from '../series/listing-ids.ts';
import { SERIES_FRAMES, type Window, windowAt } from '../series/window.ts';
import { seriesTextOf, slugOf, tagsOf } from '../series/window-text.ts';
import type { InventedIds } from '../venue/invented-ids.ts';
import type { ListedEvent, Listing } from '../venue/listing.ts';

/** Names that an exchange gives where a recording has none. */
const INVENTED_LABELS = ['First', 'Second'] as const;
/** Ids of recorded markets begin with it, so that they are no window's. */
const ID_DIGIT = '8';

/**
 * A recorded market as the exchange lists it: what the recording tells, and invented names where it
 * has none. The description says which: nobody shall take them for the venue's.
 */
export function recordedListing(
  market: Market,
  index: number,
  ids: InventedIds,
  listedAt: Timestamp,
): Listing {
  const { slug, conditionId, tokens, labels, question } = market;
  const invented = listingIds(ids, slug);
  const told: Listing['market'] = {
    ...market,
    conditionId: conditionId ?? invented.conditionId,
    tokens: [tokens[0] ?? invented.tokens[0], tokens[1] ?? invented.tokens[1]],
    labels: [labels[0] ?? INVENTED_LABELS[0], labels[1] ?? INVENTED_LABELS[1]],
    question: question ?? slug,
  };
  const id = `${ID_DIGIT}${String(index).padStart(6, '0')}`;
  return {
    market: told,
    id,
    questionId: invented.questionId,
    resolutionSource: '',
    event: eventOf(told, id, descriptionOf(market)),
    listedAt,
  };
}

/** What nobody recorded, in words. */
function inventedNames({ conditionId, tokens, labels, question }: Market): string[] {
  return [
    ...(conditionId === undefined ? ['condition'] : []),
    ...(tokens.includes(undefined) ? ['tokens'] : []),
    ...(labels.includes(undefined) ? ['names of the outcomes'] : []),
    ...(question === undefined ? ['question'] : []),
    'question id',
    'event',
  ];
}

function descriptionOf(market: Market): string {
  return [
    'Recorded, and played again by a local exchange: nothing that is traded here is real.',
    `The recording does not tell these, so they are invented: ${inventedNames(market).join(', ')}.`,
  ].join('\n');
}

function eventOf(market: Listing['market'], id: string, description: string): ListedEvent {
  const { slug, question: title, category } = market;
  const window = windowOf(market);
  if (window === undefined) {
    const tags = category === undefined ? [] : [category];
    return { id, slug, title, description, series: undefined, tags };
  }
  const text = seriesTextOf(window);
  const series = { id: `${ID_DIGIT}${SERIES_FRAMES.indexOf(window.frame)}`, ...text };
  return { id, slug, title, description, series, tags: tagsOf(window) };
}

/** The window that a market's slug names; undefined for any other market. */
function windowOf({ slug, asset, opensAt }: Market): Window | undefined {
  if (asset === undefined || opensAt === undefined) return undefined;
  if (opensAt % MICROS_PER_SECOND !== 0) return undefined;
  return SERIES_FRAMES.map((frame) => windowAt(asset, frame, opensAt)).find(
    (window) => slugOf(window) === slug,
  );
}
