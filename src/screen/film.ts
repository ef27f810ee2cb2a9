import type { Provenance } from '../domain/provenance.ts';
import type { NewsRow } from './desk-document.ts';
import type { RestingOrder } from './market-document.ts';

/**
 * One market of a run, moment by moment: what a screen scrubs through. All prices are of the first
 * outcome; units of 1e-6, times µs UTC; `null` says that it is not known.
 */
export type Film = {
  readonly schema: 'polydesk.film';
  readonly schemaVersion: 1;
  readonly market: string;
  readonly question: string | null;
  readonly labels: readonly [string | null, string | null];
  readonly opensAt: number | null;
  readonly closesAt: number | null;
  /** A share of the first outcome paid that; null: nobody said within the film. */
  readonly payout: number | null;
  /** Of what it was played on. */
  readonly provenance: Provenance;
  readonly strategies: readonly string[];
  /** The run that was repeated; null: a run of its own, over the recording. */
  readonly run: string | null;
  /** Whether the run decided so; null: there was none to repeat. */
  readonly isSame: boolean | null;
  /** Between two pictures at least, µs: more happened in between than is shown. */
  readonly step: number;
  /** It was longer than a film can be: pictures or news of its end are missing. */
  readonly isCut: boolean;
  readonly frames: readonly FilmFrame[];
  /** What was decided, answered and filled there, oldest first. */
  readonly news: readonly NewsRow[];
};

/** How it stood after a message. */
export type FilmFrame = {
  readonly at: number;
  readonly isTrusted: boolean;
  readonly untrusted: string | null;
  /** Best first: price and size, one after the other; size null where it is not said. */
  readonly bids: readonly (number | null)[];
  readonly asks: readonly (number | null)[];
  readonly mine: readonly RestingOrder[];
  /** Shares of the two outcomes. */
  readonly held: readonly [number, number];
  readonly reference: number | null;
};
