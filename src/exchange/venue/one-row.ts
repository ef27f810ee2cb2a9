import { FLAG_LAST, type Tape } from '../../domain/tape.ts';
import type { Timestamp } from '../../domain/units.ts';

/** A tape of one row, which is rewritten for each thing that happens to a market. */
export class OneRow {
  readonly tape: Tape = {
    length: 1,
    tsEvent: new Float64Array(1),
    tsInit: new Float64Array(1),
    market: new Int32Array(1),
    outcome: new Uint8Array(1),
    kind: new Uint8Array(1),
    side: new Uint8Array(1),
    flags: new Uint8Array(1),
    price: new Int32Array(1),
    size: new Float64Array(1),
  };

  /** `price`: what the kind's row holds there (tape.ts), in units. */
  write(kind: number, market: number, at: Timestamp, price = 0, flags = FLAG_LAST): Tape {
    const { tape } = this;
    tape.tsEvent[0] = at;
    tape.tsInit[0] = at;
    tape.market[0] = market;
    tape.kind[0] = kind;
    tape.flags[0] = flags;
    tape.price[0] = price;
    return tape;
  }
}
