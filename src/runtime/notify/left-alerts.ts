import { MICROS_PER_SECOND, type Timestamp } from '../../domain/units.ts';
import type { Alert } from '../../ports/notifier.ts';
import { AlertsFolder, desksWithAlerts } from './alerts-folder.ts';

/** What is older is no news to anybody. */
const KEPT_FOR = 7 * 86_400 * MICROS_PER_SECOND;

type Takes = {
  /** The desk whose alerts are told by now. */
  readonly desk: string;
  readonly places: readonly string[];
  readonly now: Timestamp;
  /** Keeps them for that place; from then on they are gone where they were. */
  readonly take: (place: string, alerts: readonly Alert[]) => void;
  readonly onTrouble: (text: string) => void;
};

/**
 * Takes what earlier desks of an archive could not tell, for places that there still are. What
 * waits for another place is left there, for a week.
 */
export async function takeLeftAlerts(root: string, takes: Takes): Promise<void> {
  for (const desk of await desksWithAlerts(root)) {
    if (desk === takes.desk) continue;
    await takeOf(root, desk, takes).catch((error: unknown) =>
      takes.onTrouble(`alerts of ${desk} stay where they are: ${error}`),
    );
  }
}

async function takeOf(root: string, desk: string, takes: Takes): Promise<void> {
  const folder = await AlertsFolder.take(root, desk, takes.onTrouble);
  // Another process tells them.
  if (!folder.ok) return;
  const { log } = folder.value;
  for (const place of log.places) {
    const alerts = log.waitingFor(place);
    const old = alerts.filter(({ at }) => takes.now - at > KEPT_FOR);
    const fresh = takes.places.includes(place) ? alerts.filter((one) => !old.includes(one)) : [];
    if (fresh.length > 0) takes.take(place, fresh);
    const over = [...old, ...fresh].map(({ id }) => id);
    if (over.length > 0) log.over(place, over, log.droppedAt(place));
  }
  await folder.value.giveBack(true);
}
