import type { DeskDocument } from '../../screen/desk-document.ts';
import type { Equity } from './history.ts';

type Point = Equity['heard'][number];

const POINTS_MOST = 2_000;
const FIRST_STEP_US = 5_000_000;

/**
 * What the desk was worth, moment by moment, since it is listened to. Of so many points every other
 * is forgotten, and from then on they are twice as far apart: a long day takes no more room.
 */
export class EquityMemory {
  #points: Point[] = [];
  #stepUs = FIRST_STEP_US;
  #run = '';

  get points(): readonly Point[] {
    return this.#points;
  }

  hear({ desk: { name, now, equity, cash } }: DeskDocument): void {
    // Another run begins with other money: no line leads there.
    if (name !== this.#run) {
      this.#points = [];
      this.#stepUs = FIRST_STEP_US;
    }
    this.#run = name;
    const last = this.#points.at(-1);
    if (last !== undefined && now - last.at < this.#stepUs) return;
    this.#points.push({ at: now, equity, cash });
    if (this.#points.length < POINTS_MOST) return;
    this.#points = this.#points.filter((_, i) => i % 2 === 0);
    this.#stepUs *= 2;
  }
}
