import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { InvariantError } from './invariant.ts';
import {
  isClosed,
  nextStatus,
  ORDER_EVENT_KINDS,
  ORDER_STATUSES,
  type OrderEventKind,
  type OrderStatus,
  transition,
} from './order-status.ts';

/** The whole life of an order, drawn again by hand; a dot is an event that cannot happen. */
const TABLE = `
              denied submitted accepted      rejected partiallyFilled filled
initialized   denied submitted .             .        .               .
submitted     .      .         accepted      rejected submitted       filled
accepted      .      .         accepted      rejected accepted        filled
pendingCancel .      .         pendingCancel rejected pendingCancel   filled
filled        .      .         filled        .        .               filled
canceled      .      .         canceled      .        canceled        filled
expired       .      .         expired       .        expired         filled
rejected      .      .         .             rejected rejected        filled
denied        .      .         .             .        .               .

              cancelRequested cancelRejected canceled expired
initialized   .               .              .        .
submitted     pendingCancel   .              canceled expired
accepted      pendingCancel   accepted       canceled expired
pendingCancel pendingCancel   accepted       canceled expired
filled        .               filled         filled   filled
canceled      .               canceled       canceled canceled
expired       .               expired        expired  expired
rejected      .               rejected       .        .
denied        .               .              .        .
`;

type Drawn = { readonly kinds: string[]; readonly statuses: string[]; readonly rows: Cell[] };
type Cell = readonly [status: string, kind: string, next: string | undefined];

function read(table: string): Drawn {
  const [kinds = [], ...lines] = table.split('\n').map((line) => line.trim().split(/ +/));
  const rows = lines.flatMap(([status = '', ...cells]) =>
    cells.map((cell, i): Cell => [status, kinds[i] ?? '', cell === '.' ? undefined : cell]),
  );
  return { kinds, statuses: lines.map(([status = '']) => status), rows };
}

const halves = TABLE.trim().split('\n\n').map(read);
const drawn = halves.flatMap(({ rows }) => rows);

describe('the order table', () => {
  test('is drawn whole: every status and every event', () => {
    for (const { statuses } of halves) expect(statuses).toEqual(ORDER_STATUSES);
    expect(halves.flatMap(({ kinds }) => kinds)).toEqual(ORDER_EVENT_KINDS);
    expect(drawn).toHaveLength(ORDER_STATUSES.length * ORDER_EVENT_KINDS.length);
  });

  test.each(drawn)('%s + %s → %s', (status, kind, next) => {
    const from = status as OrderStatus;
    const event = kind as OrderEventKind;
    expect(nextStatus(from, event)).toBe(next);
    if (next === undefined) {
      expect(() => transition(from, event)).toThrow(InvariantError);
      expect(() => transition(from, event)).toThrow(`an order that is ${from} cannot be ${event}`);
    } else {
      expect(transition(from, event)).toBe(next);
    }
  });

  test.each<[OrderStatus, boolean]>([
    ['initialized', false],
    ['submitted', false],
    ['accepted', false],
    ['pendingCancel', false],
    ['filled', true],
    ['canceled', true],
    ['expired', true],
    ['rejected', true],
    ['denied', true],
  ])('whether %s is closed: %s', (status, closed) => {
    expect(isClosed(status)).toBe(closed);
  });

  test('a closed order stays closed, whatever happens', () => {
    for (const status of ORDER_STATUSES.filter(isClosed)) {
      for (const kind of ORDER_EVENT_KINDS) {
        const next = nextStatus(status, kind);
        expect(next === undefined || isClosed(next)).toBe(true);
        // The one change: the last share of an order that ended otherwise was traded after all.
        if (next !== undefined && next !== status)
          expect([kind, next]).toEqual(['filled', 'filled']);
      }
    }
  });

  test('what the venue said twice changes nothing the second time', () => {
    for (const status of ORDER_STATUSES) {
      for (const kind of [
        'accepted',
        'rejected',
        'canceled',
        'expired',
        'cancelRejected',
      ] as const) {
        const next = nextStatus(status, kind);
        if (next !== undefined) expect(nextStatus(next, kind)).toBe(next);
      }
    }
  });
});

/** What the venue may say of one order, as sets of messages that can arrive in any order. */
const LIVES: readonly { said: readonly OrderEventKind[]; end: OrderStatus }[] = [
  { said: ['accepted', 'partiallyFilled', 'filled'], end: 'filled' },
  { said: ['accepted', 'partiallyFilled', 'canceled'], end: 'canceled' },
  { said: ['accepted', 'cancelRejected', 'filled'], end: 'filled' },
  { said: ['accepted', 'partiallyFilled', 'expired'], end: 'expired' },
  { said: ['cancelRejected', 'rejected'], end: 'rejected' },
];

test('messages that race or come twice end in the same place', () => {
  const life = fc.constantFrom(...LIVES);
  const shuffled = life.chain(({ said, end }) =>
    fc
      .tuple(
        fc.shuffledSubarray([...said], { minLength: said.length }),
        fc.boolean(),
        fc.array(fc.nat({ max: 9 }), { maxLength: 5 }),
      )
      .map(([order, canceling, repeats]) => ({ order, canceling, repeats, end })),
  );
  fc.assert(
    fc.property(shuffled, ({ order, canceling, repeats, end }) => {
      // Refused cancels belong to a cancel request; fills are told apart by their trade id.
      const asked = canceling || order.includes('cancelRejected');
      let status: OrderStatus = asked ? transition('submitted', 'cancelRequested') : 'submitted';
      const heard: OrderEventKind[] = [];
      for (const kind of ordered(order)) {
        status = transition(status, kind);
        if (kind !== 'filled' && kind !== 'partiallyFilled') heard.push(kind);
        for (const repeat of repeats) {
          const again = heard[repeat];
          if (again !== undefined) status = transition(status, again);
        }
      }
      expect(status).toBe(end);
    }),
  );
});

/** Which fill completes the order depends on which comes last. */
function ordered(kinds: readonly OrderEventKind[]): OrderEventKind[] {
  const fills = kinds.filter((kind) => kind === 'filled' || kind === 'partiallyFilled');
  if (!fills.includes('filled')) return [...kinds];
  let left = fills.length;
  return kinds.map((kind) => {
    if (kind !== 'filled' && kind !== 'partiallyFilled') return kind;
    left--;
    return left === 0 ? 'filled' : 'partiallyFilled';
  });
}

test('an order refused after a refused cancel is rejected', () => {
  // The venue holds a taker order back for a moment, lets no cancel pass, and then checks again.
  let status: OrderStatus = 'submitted';
  for (const kind of ['cancelRequested', 'cancelRejected', 'rejected'] as const) {
    status = transition(status, kind);
  }
  expect(status).toBe('rejected');
});
