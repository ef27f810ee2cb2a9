import type { Alert, AlertLevel } from '../../ports/notifier.ts';

const LEVELS: readonly AlertLevel[] = ['info', 'warning', 'critical'];

/**
 * Alerts that wait to be told: kills first, the others in the order in which they came. When there
 * are too many, the oldest of the lowest level goes; kills never do: equal ones become one.
 */
export class WaitingAlerts {
  readonly #most: number;
  #alerts: Alert[] = [];
  /** How many were dropped since that was last told. */
  dropped = 0;

  constructor(most: number) {
    this.#most = most;
  }

  get size(): number {
    return this.#alerts.length;
  }

  put(alert: Alert): void {
    if (alert.kind === 'kill') this.#putKill(alert);
    else this.#alerts.push(alert);
    while (this.#alerts.length > this.#most && this.#dropOne());
  }

  /** Takes out what comes next, at most so many. */
  take(most: number): Alert[] {
    return this.#alerts.splice(0, most);
  }

  /** Puts back what could not be told, to come next. */
  putBack(alerts: readonly Alert[]): void {
    const killsSince = this.#alerts.findIndex(({ kind }) => kind !== 'kill');
    const kills = this.#alerts.splice(0, killsSince < 0 ? this.#alerts.length : killsSince);
    const isKill = ({ kind }: Alert) => kind === 'kill';
    this.#alerts.unshift(
      ...alerts.filter(isKill),
      ...kills,
      ...alerts.filter((alert) => !isKill(alert)),
    );
    while (this.#alerts.length > this.#most && this.#dropOne());
  }

  #putKill(kill: Alert): void {
    const same = this.#alerts.findIndex((other) => isSame(other, kill));
    const count = kill.count + (this.#alerts[same]?.count ?? 0);
    if (same >= 0) {
      this.#alerts[same] = { ...kill, count };
      return;
    }
    const behind = this.#alerts.findIndex(({ kind }) => kind !== 'kill');
    this.#alerts.splice(behind < 0 ? this.#alerts.length : behind, 0, kill);
  }

  #dropOne(): boolean {
    for (const level of LEVELS) {
      const oldest = this.#alerts.findIndex((one) => one.level === level && one.kind !== 'kill');
      if (oldest < 0) continue;
      this.dropped += this.#alerts[oldest]?.count ?? 1;
      this.#alerts.splice(oldest, 1);
      return true;
    }
    return false;
  }
}

function isSame(one: Alert, other: Alert): boolean {
  return (
    one.kind === other.kind &&
    one.code === other.code &&
    one.subject === other.subject &&
    one.desk === other.desk
  );
}
