import { MICROS_PER_MS } from '../domain/units.ts';
import { NotifyBehind } from '../runtime/notify/notify-behind.ts';
import type { AlertTally } from '../runtime/notify/notify-messages.ts';
import { notifySecrets } from '../runtime/notify/notify-secrets.ts';
import type { NotifySettings } from '../runtime/notify/notify-settings.ts';
import type { Alarm } from '../runtime/supervise/alarm.ts';
import type { LoopHealth } from '../runtime/supervise/supervised-loop.ts';
import type { Venue } from '../runtime/venue.ts';
import { accept } from './accept.ts';
import { alarmInWords } from './alarm-words.ts';
import type { Output } from './output/output.ts';
import type { Settings } from './settings.ts';

type Configured = {
  readonly path: Settings['path'];
  /** Undefined: nobody is told. */
  readonly notify: NotifySettings | undefined;
};

/** Alerts of a desk that runs. */
export type DeskAlerts = {
  /** Of the thread that tells them; none where nobody is told. */
  health(): readonly LoopHealth[];
  /** What became of them; undefined: nobody is told. */
  tally(): AlertTally | undefined;
  /** Has its end told with what is left; `trouble`: why it could not go on. */
  stop(trouble?: string): Promise<void>;
};

const REMEDY = 'Set right what it names, or take it out of "notify" in polydesk.config.ts.';

/**
 * Where a desk tells what happens. @throws CommandFailure when something that it needs is not in
 * the environment: to be called before anything is traded.
 */
export function alertsOf({ path, config }: Settings): Configured {
  if (config.notify !== undefined) accept(notifySecrets(config.notify, process.env), REMEDY);
  return { path, notify: config.notify };
}

type Desk = {
  readonly name: string;
  /** Its archive. */
  readonly root: string;
  readonly venue: Pick<Venue, 'machine' | 'random'>;
  readonly notices: { readonly add: (alarm: Alarm) => void };
};

const NOBODY: DeskAlerts = { health: () => [], tally: () => undefined, stop: async () => {} };

/** Tells what happens to the desk, from when it can be asked. What fails there harms no desk. */
export function startAlerts(
  { path, notify }: Configured,
  { name, root, venue, notices }: Desk,
  { note }: Pick<Output, 'note'>,
): DeskAlerts {
  if (notify === undefined) return NOBODY;
  const behind = new NotifyBehind({
    start: {
      ...{ settings: notify, configPath: path, desk: { name, pid: process.pid }, root },
      ...{ desksFolder: undefined, since: Date.now() * MICROS_PER_MS },
    },
    ...{ clock: venue.machine, random: venue.random },
    onAlarm: (alarm) => {
      notices.add(alarm);
      note(alarmInWords(alarm));
    },
  });
  return {
    health: () => [behind.health],
    tally: () => behind.tally,
    stop: async (trouble) => {
      const isBad = trouble !== undefined;
      const text = isBad ? `${name} has ended: ${trouble}` : `${name} has ended.`;
      for (const untold of await behind.stop({ isBad, text })) note(`Afterwards: ${untold}`);
    },
  };
}
