import type { Result } from '../domain/result.ts';
import type { Timestamp } from '../domain/units.ts';
import type { DeskDocument } from '../screen/desk-document.ts';

/** What rounds of trading that ended brought a strategy, fees included. Dollars at 1e-6. */
export type ProfitRow = {
  readonly strategy: string;
  readonly trades: number;
  readonly won: number;
  readonly net: number;
  readonly fees: number;
};

/** Words that an operator may say to a desk. */
export type DeskWord =
  | { readonly kind: 'pause' | 'resume'; readonly strategy: string | undefined }
  /** `part`: of its limits, millionths; `only`: it is refused where it would be more than now. */
  | {
      readonly kind: 'size';
      readonly strategy: string;
      readonly part: number;
      readonly only?: 'lower';
    }
  | { readonly kind: 'stop' | 'kill' };

/** How whoever is away asks and tells a desk: outside the thread that trades. */
export type DeskLine = {
  /** As the desk was told last, and whether it is heard now. */
  heard(): { readonly document: DeskDocument | undefined; readonly isHeard: boolean };
  /** Whether none of its money is real; undefined: it was neither heard nor found yet. */
  isSimulated(): boolean | undefined;
  /** What ended since then, by strategy; undefined: of all time. */
  profit(since: Timestamp | undefined): Promise<Result<readonly ProfitRow[]>>;
  /** Its newest fills, a line each, oldest first. */
  trades(most: number): Promise<Result<readonly string[]>>;
  /** Says a word to the desk; what it answers, in words for people. */
  say(word: DeskWord): Promise<Result<string>>;
  /** Reads anew what can be; what of it, in words for people. */
  reload(): Promise<Result<string>>;
};
