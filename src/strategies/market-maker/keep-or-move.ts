import { BID, type BookSide } from '../../domain/side.ts';
import { MICROS_PER_SECOND, NEVER, type Timestamp } from '../../domain/units.ts';

export type ChurnRule = {
  /** An order is left while its price is off by less, price units. */
  readonly cancelPrice: number;
  /** And its size is smaller by less, as a part of what is wished. */
  readonly cancelSize: number;
  /** An order is left so long, seconds, unless it stands beyond the reservation price. */
  readonly minLifetime: number;
  /** Whether an order that is filled in part stays. */
  readonly hanging: boolean;
};

/** An order at rest, in the first outcome's terms. Reused. */
export type Resting = {
  side: BookSide;
  price: number;
  /** What is left of it. */
  size: number;
  isPartial: boolean;
  submittedAt: number;
};

/** What is wished in its place; size 0: nothing. Reused. */
export type Wished = { price: number; size: number; reservation: number };

/** Why an order is to go; undefined: it stays. */
export type Move =
  | 'not_wished'
  | 'beyond_reservation'
  | 'too_large'
  | 'price_moved'
  | 'size_changed'
  | undefined;

/** These do not wait for an order's age: it is wrong that it rests. */
const AT_ONCE: readonly Move[] = ['not_wished', 'beyond_reservation', 'too_large'];

/** What is to become of an order at rest: changes that are worth its place in the queue alone. */
export function moveOf(resting: Resting, wished: Wished, rule: ChurnRule): Move {
  if (wished.size === 0) return 'not_wished';
  // Whoever fills it now takes what we hold to be worth more, or gives what is worth less.
  const gain = resting.side === BID ? -1 : 1;
  if ((resting.price - wished.reservation) * gain < 0) return 'beyond_reservation';
  // What is wished is what may be: more would pass the inventory or the budget.
  if (resting.size > wished.size) return 'too_large';
  if (rule.hanging && resting.isPartial) return undefined;
  if (Math.abs(resting.price - wished.price) >= rule.cancelPrice) return 'price_moved';
  const missing = (wished.size - resting.size) / wished.size;
  return missing >= rule.cancelSize ? 'size_changed' : undefined;
}

/** From when on an order may be moved for that reason. */
export function movableAt(move: Move, resting: Resting, rule: ChurnRule): Timestamp {
  if (move === undefined) return NEVER;
  if (AT_ONCE.includes(move)) return 0 as Timestamp;
  return (resting.submittedAt + rule.minLifetime * MICROS_PER_SECOND) as Timestamp;
}
