import type { DeskRow } from '../../../src/screen/desk-document.ts';
import type { Equity } from '../../../src/server/dashboard/history.ts';
import type { Api } from './api.ts';
import type { DeskStore } from './desk-store.ts';
import { Trail, type TrailPoint } from './trail.ts';

const MOST = 600;
const APART = 1_000_000;

/** Equity of the run that goes on, and what of it is confirmed. */
export class KeptEquity {
  #run = 0;
  #trail = new Trail(MOST, APART);
  /** What was before is asked once for each run, whoever waits for it. */
  #beginning: Promise<void> | undefined;

  get points(): readonly TrailPoint[] {
    return this.#trail.points;
  }

  /** Goes on from now on, whatever page is shown. */
  follow(store: Pick<DeskStore, 'document' | 'listen'>): void {
    store.listen(['desk'], () => {
      if (store.document !== undefined) this.take(store.document.desk);
    });
  }

  take({ startedAt, now, equity, confirmed }: Taken): void {
    if (startedAt !== this.#run) {
      this.#run = startedAt;
      this.#trail = new Trail(MOST, APART);
      this.#beginning = undefined;
    }
    this.#trail.add({ at: now, values: [equity, confirmed] });
  }

  /** What the desk knows of the time before this tab was there. */
  begin(api: Pick<Api, 'look'>): Promise<void> {
    this.#beginning ??= this.#askBefore(api);
    return this.#beginning;
  }

  async #askBefore(api: Pick<Api, 'look'>): Promise<void> {
    const run = this.#run;
    const answer = await api.look<Equity>('/api/equity?since=today');
    // What was of another run would be drawn as of this one.
    if (run !== this.#run) return;
    if (!answer.ok) {
      this.#beginning = undefined;
      return;
    }
    const { heard } = answer.value;
    this.#trail.begin(
      heard.map(({ at, equity, confirmed }) => ({ at, values: [equity, confirmed] })),
    );
  }
}

type Taken = Pick<DeskRow, 'startedAt' | 'now' | 'equity' | 'confirmed'>;
