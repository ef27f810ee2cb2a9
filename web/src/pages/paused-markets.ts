import type { DeskDocument } from '../../../src/screen/desk-document.ts';

export type PausedMarket = { readonly slug: string; readonly pausedFor: string };

/** Markets in which nothing is bought, and why; null: the desk has told of no market yet. */
export function pausedIn({
  markets,
}: Pick<DeskDocument, 'markets'>): readonly PausedMarket[] | null {
  const rows = Object.entries(markets);
  if (rows.length === 0) return null;
  return rows.flatMap(([slug, { pausedFor }]) => (pausedFor === null ? [] : [{ slug, pausedFor }]));
}
