import type { DeskFile } from '../desk/desk-file.ts';
import type { NotifySettings } from './notify-settings.ts';

/** What the thread that tells alerts begins with: nothing secret, that is in its environment. */
export type NotifyStart = {
  readonly settings: NotifySettings;
  /** The file they were read from, to be read again. */
  readonly configPath: string | undefined;
  readonly desk: Pick<DeskFile, 'name' | 'pid'>;
  /** Where desks say that they run; undefined: where they always do. */
  readonly desksFolder: string | undefined;
  /** Of the desk's archive: its store. */
  readonly root: string;
  /** Words that were written before are not done; µs UTC. */
  readonly since: number;
};

/** To the thread: the desk has ended, which is told with the rest. */
export type NotifyEnd = { readonly kind: 'end'; readonly isBad: boolean; readonly text: string };

/** What became of alerts, each counted once for each place. */
export type AlertTally = {
  readonly told: number;
  readonly refused: number;
  readonly dropped: number;
  /** Could not even be made, of whatever place. */
  readonly unmade: number;
  /** They wait now. */
  readonly waiting: number;
};

/** From the thread. */
export type NotifyMessage =
  /** The settings were read anew: one that begins after this one begins with these. */
  | { readonly kind: 'settings'; readonly settings: NotifySettings }
  /** Since it began. */
  | { readonly kind: 'tally'; readonly tally: AlertTally }
  /** For the log: holds no secret. */
  | { readonly kind: 'trouble'; readonly text: string }
  /** Everything is told, or cannot be. */
  | { readonly kind: 'ended'; readonly untold: number };
