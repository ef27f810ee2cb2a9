import {
  KIND_CLEAR,
  KIND_CLOSE,
  KIND_CONFIRM,
  KIND_GAP,
  KIND_LEVEL,
  KIND_LIST,
  KIND_OPEN,
  KIND_REFERENCE,
  KIND_RESOLVE,
  KIND_TICK,
  KIND_TRADE,
} from '../../domain/tape.ts';

/**
 * What becomes of everything after a moment: rows are removed, or hold other values than they did.
 * `only`: nothing but this field is changed, to find out whether it is the one that was read.
 */
export type Change = {
  readonly how: 'nothing' | 'removed' | 'scrambled';
  readonly only?: string;
};

/** Whether the change is about this field, among others or alone. */
export function concerns({ only }: Change, field: string): boolean {
  return only === undefined || only === field;
}

export type Column = 'price' | 'size' | 'side' | 'outcome';

/** Values of rows that can be scrambled, each alone. */
export const ROW_FIELDS: readonly {
  readonly name: string;
  readonly kind: number;
  readonly column: Column;
}[] = [
  { name: 'book.price', kind: KIND_LEVEL, column: 'price' },
  { name: 'book.size', kind: KIND_LEVEL, column: 'size' },
  { name: 'trade.price', kind: KIND_TRADE, column: 'price' },
  { name: 'trade.size', kind: KIND_TRADE, column: 'size' },
  { name: 'trade.side', kind: KIND_TRADE, column: 'side' },
  { name: 'trade.outcome', kind: KIND_TRADE, column: 'outcome' },
  { name: 'tick.size', kind: KIND_TICK, column: 'price' },
  { name: 'reference.price', kind: KIND_REFERENCE, column: 'size' },
  { name: 'resolution.payout', kind: KIND_RESOLVE, column: 'price' },
];

/** Rows that can be removed, each kind alone: what is read is that they come, and when. */
export const ROW_TIMES: Readonly<Record<string, readonly number[]>> = {
  'book.time': [KIND_CLEAR, KIND_LEVEL],
  'trade.time': [KIND_TRADE],
  'tick.time': [KIND_TICK],
  'gap.time': [KIND_GAP],
  'confirmation.time': [KIND_CONFIRM],
  'reference.time': [KIND_REFERENCE],
  'listing.time': [KIND_LIST],
  'opening.time': [KIND_OPEN],
  'close.time': [KIND_CLOSE],
  'resolution.time': [KIND_RESOLVE],
};

/** How a field of a market's facts is called. */
export function marketField(name: string): string {
  return `market.${name}`;
}
