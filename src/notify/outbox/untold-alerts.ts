import type { Alert } from '../../ports/notifier.ts';
import type { Addressed } from './alert-log.ts';

/** Alerts by their ids, in order, each with the places that have still to be told. */
export class UntoldAlerts {
  readonly #alerts = new Map<string, { readonly alert: Alert; readonly to: Set<string> }>();
  /** By place: those that were dropped and not told of yet. */
  readonly #dropped = new Map<string, number>();

  get size(): number {
    return [...this.#alerts.values()].reduce((sum, { to }) => sum + to.size, 0);
  }

  get places(): readonly string[] {
    return [...new Set([...this.#alerts.values()].flatMap(({ to }) => [...to]))];
  }

  get addressed(): readonly Addressed[] {
    return [...this.#alerts.values()].map(({ alert, to }) => ({ alert, to: [...to] }));
  }

  get drops(): readonly (readonly [string, number])[] {
    return [...this.#dropped].filter(([, count]) => count > 0);
  }

  put(alert: Alert, to: readonly string[]): void {
    if (to.length > 0) this.#alerts.set(alert.id, { alert, to: new Set(to) });
  }

  over(place: string, ids: readonly string[], dropped: number): void {
    for (const id of ids) {
      const to = this.#alerts.get(id)?.to;
      to?.delete(place);
      if (to?.size === 0) this.#alerts.delete(id);
    }
    this.#dropped.set(place, dropped);
  }

  waitingFor(place: string): readonly Alert[] {
    return [...this.#alerts.values()].flatMap(({ alert, to }) => (to.has(place) ? [alert] : []));
  }

  droppedAt(place: string): number {
    return this.#dropped.get(place) ?? 0;
  }
}
