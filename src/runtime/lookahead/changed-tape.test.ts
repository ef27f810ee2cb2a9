import { describe, expect, test } from 'vitest';
import { aMarket, at } from '../../../test/support/a-market.ts';
import {
  bookAt,
  closeAt,
  messagesToTape,
  printAt,
  referenceAt,
  resolveAt,
  tickAt,
} from '../../../test/support/tape-builder.ts';
import type { Market } from '../../domain/market.ts';
import { Random } from '../../domain/random.ts';
import { ASK } from '../../domain/side.ts';
import type { Tape } from '../../domain/tape.ts';
import { ROW_FIELDS, ROW_TIMES } from './change.ts';
import { changedMarkets, marketFields } from './changed-markets.ts';
import { changedTape } from './changed-tape.ts';

const tape = messagesToTape(
  bookAt(at(1), [[40, 10]], [[50, 50]]),
  printAt(at(2), ASK, [50, 50]),
  bookAt(at(3), [[50, 50]], [[60, 99]]),
  printAt(at(3), ASK, [1, 99]),
  referenceAt(at(4), 70_000_000_000),
  tickAt(at(5), 1_000),
  tickAt(at(6), 10_000),
  closeAt(at(7)),
  resolveAt(at(8), 500_000),
);
const change = (how: 'removed' | 'scrambled', only?: string) =>
  changedTape(tape, at(2), only === undefined ? { how } : { how, only }, new Random(1));
const KEPT = 4;

type Column = Exclude<keyof Tape, 'length'>;
const COLUMNS = Object.keys(tape).filter((name) => name !== 'length') as Column[];

describe('a tape whose future is changed', () => {
  test('removed: nothing is behind its end', () => {
    const shorter = change('removed');
    expect(shorter.length).toBe(KEPT);
    for (const column of COLUMNS) {
      expect(shorter[column]).toHaveLength(KEPT);
      expect([...shorter[column]]).toEqual([...tape[column].subarray(0, KEPT)]);
      expect(shorter[column].buffer.byteLength).toBe(shorter[column].byteLength);
    }
  });

  test('scrambled: what was stays, what comes is all other, at the same times', () => {
    const other = change('scrambled');
    expect([...other.tsInit]).toEqual([...tape.tsInit]);
    expect([...other.kind]).toEqual([...tape.kind]);
    for (let row = 0; row < tape.length; row++) {
      for (const { kind, column } of ROW_FIELDS) {
        if (tape.kind[row] !== kind) continue;
        if (row < KEPT) expect(other[column][row]).toBe(tape[column][row]);
        else expect(other[column][row]).not.toBe(tape[column][row]);
      }
    }
    expect([...change('scrambled').price]).toEqual([...other.price]);
  });

  test.each(ROW_FIELDS)('scrambled in $name only', ({ name, column, kind }) => {
    const other = change('scrambled', name);
    for (const one of COLUMNS) {
      const rows = [...tape[one].keys()].filter((row) => other[one][row] !== tape[one][row]);
      const expected = [...tape.kind.keys()].filter((r) => r >= KEPT && tape.kind[r] === kind);
      expect(rows).toEqual(one === column ? expected : []);
    }
  });

  test.each(Object.entries(ROW_TIMES))('removed by %s only', (name, kinds) => {
    const other = change('removed', name);
    const stay = [...tape.kind].filter((kind, row) => row < KEPT || !kinds.includes(kind));
    expect([...other.kind]).toEqual(stay);
  });

  test('that has no future, or is left as it is, is the same', () => {
    const random = new Random(1);
    expect(changedTape(tape, at(8), { how: 'removed' }, random)).toBe(tape);
    expect(changedTape(tape, at(2), { how: 'nothing' }, random)).toBe(tape);
    expect(changedTape(tape, at(0), { how: 'removed' }, random).length).toBe(0);
  });
});

test.each(marketFields([aMarket()]))('%s of a market to come can be scrambled alone', (field) => {
  for (const market of [
    aMarket(),
    aMarket({ rule: undefined, fee: undefined, labels: ['A', 'B'] }),
  ]) {
    const [known, other] = changedMarkets([market, market], 1, at(1), {
      how: 'scrambled',
      only: field,
    }) as [Market, Market];
    const name = field.slice('market.'.length) as keyof Market;
    expect(known).toEqual(market);
    expect(other[name]).not.toEqual(market[name]);
    expect({ ...other, [name]: undefined }).toEqual({ ...market, [name]: undefined });
  }
});
