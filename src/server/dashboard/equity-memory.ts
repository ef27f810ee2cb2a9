import type { DeskDocument } from '../../screen/desk-document.ts';
import type { EquityPoint } from '../../screen/equity-point.ts';
import { ThinnedPath } from '../../screen/thinned-path.ts';

const POINTS_MOST = 2_000;
const APART_US = 5_000_000;

/** What the desk was worth while it was listened to: for when it cannot be asked itself. */
export class EquityMemory {
  #path = new ThinnedPath<EquityPoint>(POINTS_MOST, APART_US);
  #run = '';

  get points(): readonly EquityPoint[] {
    return this.#path.points;
  }

  hear({ desk: { name, now, equity, confirmed, cash } }: DeskDocument): void {
    // Another run begins with other money: no line leads there.
    if (name !== this.#run) this.#path = new ThinnedPath(POINTS_MOST, APART_US);
    this.#run = name;
    this.#path.add({ at: now, equity, confirmed, cash });
  }
}
