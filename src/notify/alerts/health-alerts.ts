import type { Timestamp } from '../../domain/units.ts';
import { elapsedMs, type Monotonic } from '../../ports/clock.ts';
import { duration } from '../../report/format.ts';
import type { DeskDocument, HealthRow } from '../../screen/desk-document.ts';
import type { Making } from './alert-making.ts';
import type { Draft } from './draft.ts';

/**
 * Parts of the desk that are not well for so long that they will not come back by themselves at
 * once, each told once, and told again when they are well.
 */
export class HealthAlerts {
  readonly #patienceMs: number;
  /** By name: since when, and whether that was told. */
  readonly #unwell = new Map<string, { readonly since: Monotonic; isTold: boolean }>();
  /** Of those that were told before this one began nobody knows any more since when. */
  readonly #toldBefore: Set<string>;

  /** `told`: those that are not well, and of which that has been told. */
  constructor(patienceMs: number, told: readonly string[] = []) {
    this.#patienceMs = patienceMs;
    this.#toldBefore = new Set(told);
  }

  /** Those that are not well, and of which that has been told. */
  get told(): readonly string[] {
    const told = [...this.#unwell].filter(([, { isTold }]) => isTold).map(([name]) => name);
    return [...new Set([...this.#toldBefore, ...told])];
  }

  /** To be called now and then also when nothing has changed: `now` is our clock. */
  take({ desk, health }: DeskDocument, now: Monotonic): readonly Making[] {
    const at = desk.now as Timestamp;
    const rows = Object.entries(health);
    for (const name of this.#unwell.keys()) if (!(name in health)) this.#unwell.delete(name);
    return rows.map(([name, row]) => ({
      what: name,
      isOfState: true,
      make: () => (row.isWell ? this.#well(name, at, now) : this.#notWell(name, row, at, now)),
    }));
  }

  #well(name: string, at: Timestamp, now: Monotonic): readonly Draft[] {
    const unwell = this.#unwell.get(name);
    this.#unwell.delete(name);
    const wasToldBefore = this.#toldBefore.delete(name);
    if (unwell?.isTold !== true && !wasToldBefore) return [];
    const isKnown = unwell !== undefined && !wasToldBefore;
    const lasted = isKnown ? ` after ${duration(now - unwell.since)}` : '';
    const text = `${name} is well again${lasted}.`;
    const about = { at, subject: name, numbers: {} };
    return [{ kind: 'recovery', level: 'info', code: 'well_again', text, ...about }];
  }

  #notWell(name: string, row: HealthRow, at: Timestamp, now: Monotonic): readonly Draft[] {
    const unwell = this.#unwell.get(name) ?? { since: now, isTold: false };
    this.#unwell.set(name, unwell);
    if (this.#toldBefore.has(name)) unwell.isTold = true;
    if (unwell.isTold || elapsedMs(unwell.since, now) < this.#patienceMs) return [];
    const last = row.lastAt === null ? 'never' : `${duration(at - row.lastAt)} ago`;
    const text = `${row.kind} ${name} is not well: ${row.state}. It was last heard of: ${last}.`;
    const { failures, gaps } = row;
    unwell.isTold = true;
    return [
      {
        ...{ kind: 'stall', level: 'warning', code: 'not_well', at, subject: name, text },
        numbers: { failures, gaps },
      },
    ];
  }
}
