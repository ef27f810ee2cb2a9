import type { ChangeSets, SubmitOrder } from '../domain/command.ts';
import type { Fill } from '../domain/fill.ts';
import type { ClientOrderId, MarketIndex } from '../domain/ids.ts';
import type { SettlementEventKind } from '../domain/settlement.ts';
import { NEVER, type Timestamp, type Usd } from '../domain/units.ts';
import type { SimOrder } from './sim-order.ts';

/** Something that will happen at the venue. */
export type Due =
  | {
      readonly kind: 'submit';
      readonly owner: number;
      readonly command: SubmitOrder;
      /** Dollars that an immediate buy was signed for; where unsaid, its price times its size. */
      readonly spend?: Usd | undefined;
    }
  | { readonly kind: 'cancel'; readonly owner: number; readonly order: ClientOrderId }
  | {
      readonly kind: 'cancelAll';
      readonly owner: number;
      readonly market: MarketIndex | undefined;
    }
  /** A split or merge is asked for; the chain has it in a block at `lands`. */
  | {
      readonly kind: 'sets';
      readonly owner: number;
      readonly change: ChangeSets;
      readonly gas: Usd;
      readonly lands: Timestamp;
    }
  | {
      readonly kind: 'setsLand';
      readonly owner: number;
      readonly change: ChangeSets;
      readonly gas: Usd;
    }
  | { readonly kind: 'heartbeat'; readonly owner: number }
  /** Ten seconds without a heartbeat may be over. */
  | { readonly kind: 'watch'; readonly owner: number }
  /** The taker delay is over. */
  | { readonly kind: 'release'; readonly order: SimOrder }
  | { readonly kind: 'expire'; readonly order: SimOrder }
  | {
      readonly kind: 'settle';
      readonly owner: number;
      readonly fill: Fill;
      readonly event: SettlementEventKind;
    };

type Entry = { readonly at: Timestamp; readonly sequence: number; readonly due: Due };

/** A binary heap by time, then by order of insertion. */
export class DueHeap {
  /** Time of the first entry; NEVER when there is none. */
  next: Timestamp = NEVER;
  readonly #entries: Entry[] = [];
  #sequence = 0;

  push(at: Timestamp, due: Due): void {
    const entry: Entry = { at, sequence: this.#sequence++, due };
    const entries = this.#entries;
    let i = entries.length;
    while (i > 0) {
      const parent = (i - 1) >> 1;
      const above = entries[parent] as Entry;
      if (!isBefore(entry, above)) break;
      entries[i] = above;
      i = parent;
    }
    entries[i] = entry;
    this.next = (entries[0] as Entry).at;
  }

  /** All that is to happen, in no order. */
  *all(): IterableIterator<Due> {
    for (const { due } of this.#entries) yield due;
  }

  /** Takes the first entry out; undefined when there is none. */
  pop(): Due | undefined {
    const entries = this.#entries;
    const first = entries[0];
    const last = entries.pop();
    if (last !== first) this.#sink(last as Entry);
    this.next = entries[0]?.at ?? NEVER;
    return first?.due;
  }

  #sink(entry: Entry): void {
    const entries = this.#entries;
    let i = 0;
    for (;;) {
      let child = 2 * i + 1;
      let below = entries[child];
      if (below === undefined) break;
      const right = entries[child + 1];
      if (right !== undefined && isBefore(right, below)) {
        below = right;
        child += 1;
      }
      if (!isBefore(below, entry)) break;
      entries[i] = below;
      i = child;
    }
    entries[i] = entry;
  }
}

function isBefore(a: Entry, b: Entry): boolean {
  return a.at < b.at || (a.at === b.at && a.sequence < b.sequence);
}
