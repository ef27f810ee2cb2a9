import { type Result, refuse } from '../../domain/result.ts';
import type { Timestamp } from '../../domain/units.ts';
import type { GammaEvent } from '../wire/gamma/event.ts';
import { endingAt, type GammaSource } from './gamma-source.ts';
import { seriesSlugOf } from './updown-names.ts';
import type { WatchedMarket } from './watched-market.ts';

/** One close has at most a window of each asset and frame, and some of shares and currencies. */
const PAGES_MOST = 5;

/** What the tag shows of the windows that close at one moment. */
export type TagCheck = {
  /** Windows that the venue lists under a name nobody foresaw, with that name. */
  readonly renamed: ReadonlyMap<WatchedMarket, string>;
  /** Windows that the tag does not hold. */
  readonly absent: readonly WatchedMarket[];
};

/**
 * Looks for windows by their times instead of their names, which the venue has changed before: the
 * check on what is looked up by slug.
 */
export async function checkByTag(
  gamma: GammaSource,
  closesAt: Timestamp,
  windows: readonly WatchedMarket[],
): Promise<Result<TagCheck>> {
  const groups = await groupsEnding(gamma, closesAt);
  if (!groups.ok) return groups;
  const renamed = new Map<WatchedMarket, string>();
  const absent: WatchedMarket[] = [];
  for (const watched of windows) {
    const slugs = groups.value.flatMap((group) => slugsOfWindow(group, watched));
    const [slug] = slugs;
    if (slug === undefined) absent.push(watched);
    else if (!slugs.some((one) => watched.slugs.includes(one))) renamed.set(watched, slug);
  }
  return { ok: true, value: { renamed, absent } };
}

async function groupsEnding(
  gamma: GammaSource,
  closesAt: Timestamp,
): Promise<Result<readonly GammaEvent[]>> {
  const groups: GammaEvent[] = [];
  let after: string | undefined;
  for (let page = 0; page < PAGES_MOST; page++) {
    const answer = await gamma.upDownEvents({ ...endingAt(closesAt), after });
    if (!answer.ok) return answer;
    groups.push(...answer.value.rows);
    after = answer.value.nextCursor;
    if (after === undefined) return { ok: true, value: groups };
  }
  return refuse('too_many_pages', `more than ${PAGES_MOST} pages of groups that end together`);
}

/** Names of markets in a group that are this window by series and times. */
function slugsOfWindow(group: GammaEvent, { window }: WatchedMarket): string[] {
  if (window === undefined || group.seriesSlug !== seriesSlugOf(window)) return [];
  return group.markets.flatMap(({ slug, opensAt, endsAt }) =>
    slug !== undefined && opensAt === window.opensAt && endsAt === window.closesAt ? [slug] : [],
  );
}
