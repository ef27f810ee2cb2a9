import type { Timestamp } from '../../domain/units.ts';
import { plural } from '../../report/format.ts';
import { type DeskDocument, NEWS_MOST, type NewsRow } from '../../screen/desk-document.ts';
import type { Draft } from './draft.ts';

/** What happened between two looks, as far as the later document still has it. */
export type NewsSince = {
  readonly news: readonly NewsRow[];
  /** Something may be missing: so many fills are, and any number of notices. */
  readonly missing: { readonly fills: number } | undefined;
};

/** What happened before anybody looked is no news. */
export function newsSince(before: DeskDocument | undefined, after: DeskDocument): NewsSince {
  if (before === undefined || before.news === after.news) return { news: [], missing: undefined };
  const known = before.news.at(-1)?.entry ?? -1;
  const news = after.news.filter(({ entry }) => entry > known);
  // Where one that was known is still there, so is all that came after it.
  const isWhole = news.length < after.news.length || after.news.length < NEWS_MOST;
  if (isWhole) return { news, missing: undefined };
  const fills = after.desk.fills - before.desk.fills - news.filter(isFill).length;
  return { news, missing: { fills: Math.max(0, fills) } };
}

/** One that the chain takes back is a settlement. */
export function isFill({ kind, code }: NewsRow): boolean {
  return kind === 'fill' && code !== 'failed';
}

/** Says that more happened between two looks than a desk keeps. */
export function missingDraft({ desk }: DeskDocument, fills: number): Draft {
  return {
    ...{ kind: 'lost', level: 'warning', code: 'news_missed', at: desk.now as Timestamp },
    subject: desk.name,
    text:
      `More happened than the ${NEWS_MOST} entries that a desk keeps, while it was not heard: ` +
      `${plural(fills, 'fill')} could not be told, and notices may be missing.`,
    numbers: { fills },
  };
}
