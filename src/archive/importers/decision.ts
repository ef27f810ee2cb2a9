import type { Resolution } from '../../domain/market.ts';
import type { MarketNumber, UnitWriter } from '../importer.ts';

/** Who won a window, by prices of a feed. */
export type Decision = {
  /** Undefined where those prices do not tell. */
  readonly resolution: Resolution | undefined;
  /** For people when resolved, a stable code when not. */
  readonly note: string;
};

export function undecided(note: string): Decision {
  return { resolution: undefined, note };
}

/** Tells who won, or counts why nobody can say. */
export function tellDecision(
  market: MarketNumber,
  { resolution, note }: Decision,
  writer: UnitWriter,
): void {
  if (resolution === undefined) writer.defect(`window_undecided: ${note}`);
  else writer.resolution(market, resolution, note);
}
