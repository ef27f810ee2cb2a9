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

  get all(): readonly Alert[] {
    return this.#alerts;
  }

  /** Gives those that are dropped for it, and an equal kill that it counts as well. */
  put(alert: Alert): { readonly dropped: readonly Alert[]; readonly counted: Alert | undefined } {
    const counted = alert.kind === 'kill' ? this.#putKill(alert) : undefined;
    if (alert.kind !== 'kill') this.#alerts.push(alert);
    return { dropped: this.#dropped(), counted };
  }

  /** Takes out what comes next, at most so many. */
  take(most: number): Alert[] {
    return this.#alerts.splice(0, most);
  }

  /** Puts back what could not be told, to come next. Gives those that are dropped for it. */
  putBack(alerts: readonly Alert[]): readonly Alert[] {
    const killsSince = this.#alerts.findIndex(({ kind }) => kind !== 'kill');
    const kills = this.#alerts.splice(0, killsSince < 0 ? this.#alerts.length : killsSince);
    const isKill = ({ kind }: Alert) => kind === 'kill';
    this.#alerts.unshift(
      ...alerts.filter(isKill),
      ...kills,
      ...alerts.filter((alert) => !isKill(alert)),
    );
    return this.#dropped();
  }

  /** Gives the one that it takes the place of. */
  #putKill(kill: Alert): Alert | undefined {
    const at = this.#alerts.findIndex((other) => isSame(other, kill));
    const same = this.#alerts[at];
    if (same !== undefined) {
      this.#alerts[at] = { ...kill, count: kill.count + same.count };
      return same;
    }
    const behind = this.#alerts.findIndex(({ kind }) => kind !== 'kill');
    this.#alerts.splice(behind < 0 ? this.#alerts.length : behind, 0, kill);
    return undefined;
  }

  #dropped(): readonly Alert[] {
    const dropped: Alert[] = [];
    while (this.#alerts.length > this.#most) {
      const one = this.#dropOne();
      // Kills alone are left.
      if (one === undefined) break;
      this.dropped += one.count;
      dropped.push(one);
    }
    return dropped;
  }

  #dropOne(): Alert | undefined {
    for (const level of LEVELS) {
      const oldest = this.#alerts.findIndex((one) => one.level === level && one.kind !== 'kill');
      if (oldest >= 0) return this.#alerts.splice(oldest, 1)[0];
    }
    return undefined;
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
