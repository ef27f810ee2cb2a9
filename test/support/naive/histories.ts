// Random lives of a venue: rows and commands, few prices and round sizes so that they meet often.
import fc from 'fast-check';
import type { SubmitOrder } from '../../../src/domain/command.ts';
import type { Market } from '../../../src/domain/market.ts';
import {
  FLAG_BOOK,
  FLAG_LAST,
  KIND_CLEAR,
  KIND_CLOSE,
  KIND_CONFIRM,
  KIND_GAP,
  KIND_LEVEL,
  KIND_OPEN,
  KIND_RESOLVE,
  KIND_TICK,
  KIND_TRADE,
} from '../../../src/domain/tape.ts';
import type { TickSize } from '../../../src/domain/tick.ts';
import type { Shares, Timestamp } from '../../../src/domain/units.ts';
import type { MatchingOptions } from '../../../src/sim/options.ts';
import type { QueueModel } from '../../../src/sim/queue-model.ts';
import { confirmAfter } from '../../../src/sim/settlement-model.ts';
import { at as second } from '../a-market.ts';
import type { Row } from '../tape-rows.ts';
import type { NaiveDue } from './naive-exchange.ts';

export type Step = { kind: 'rows'; rows: Omit<Row, 'at'>[] } | { kind: 'command'; due: NaiveDue };
export type History = {
  readonly markets: Partial<Market>[];
  readonly hasTrades: boolean[];
  readonly options: MatchingOptions;
  readonly steps: { readonly wait: number; readonly step: Step }[];
};

const side = fc.constantFrom(0, 1);
/** 0.45 to 0.55 in half cents, whole cents mostly. */
const price = fc.oneof(
  { weight: 60, arbitrary: fc.integer({ min: 46, max: 54 }).map((cents) => cents * 10_000) },
  { weight: 1, arbitrary: fc.integer({ min: 90, max: 110 }).map((half) => half * 5_000) },
);
const recordedSize = fc.oneof(
  { weight: 12, arbitrary: fc.integer({ min: 0, max: 40 }).map((shares) => shares * 1_000_000) },
  { weight: 4, arbitrary: fc.integer({ min: 1, max: 40_000_000 }) },
  { weight: 1, arbitrary: fc.constant(-1) },
);

/** Bids below 0.50 and asks above, in the first outcome's coordinates, or any. */
const level = fc
  .record({
    outcome: fc.constantFrom(0, 0, 0, 1),
    side,
    away: fc.oneof(
      { weight: 40, arbitrary: fc.integer({ min: 1, max: 5 }) },
      { weight: 3, arbitrary: fc.constant(0) },
      { weight: 1, arbitrary: fc.constant(-1) },
    ),
    half: fc.oneof(
      { weight: 300, arbitrary: fc.constant(0) },
      { weight: 1, arbitrary: fc.constant(5_000) },
    ),
    size: recordedSize,
  })
  .map(({ outcome, side: canonical, away, half, size }) => {
    const p = 500_000 + (canonical === 0 ? -1 : 1) * away * 10_000 + half;
    return outcome === 0
      ? { kind: KIND_LEVEL, outcome, side: canonical, price: p, size }
      : { kind: KIND_LEVEL, outcome, side: 1 - canonical, price: 1_000_000 - p, size };
  });

function message(market: number, rows: Omit<Row, 'at'>[], flags = 0): Step {
  const last = rows.length - 1;
  return {
    kind: 'rows',
    rows: rows.map((row, i) => ({ ...row, market, flags: flags | (i === last ? FLAG_LAST : 0) })),
  };
}

function anyRows(market: number): fc.Arbitrary<Step> {
  const single = (rows: fc.Arbitrary<Omit<Row, 'at'>>, flags = 0) =>
    rows.map((row) => message(market, [row], flags));
  const print = fc.record({
    kind: fc.constant(KIND_TRADE),
    outcome: side,
    side,
    price,
    size: recordedSize,
  });
  return fc.oneof(
    {
      weight: 16,
      arbitrary: fc
        .array(level, { minLength: 4, maxLength: 10 })
        .map((rows) => message(market, [{ kind: KIND_CLEAR }, ...rows], FLAG_BOOK)),
    },
    {
      weight: 30,
      arbitrary: fc
        .array(level, { minLength: 1, maxLength: 4 })
        .map((rows) => message(market, rows)),
    },
    {
      weight: 3,
      arbitrary: fc
        .array(level, { minLength: 1, maxLength: 4 })
        .map((rows) => message(market, rows, FLAG_BOOK)),
    },
    { weight: 20, arbitrary: single(print) },
    { weight: 2, arbitrary: single(fc.constant({ kind: KIND_CONFIRM }), FLAG_BOOK) },
    { weight: 1, arbitrary: single(fc.constant({ kind: KIND_GAP, price: 1 })) },
    {
      weight: 1,
      arbitrary: single(
        fc.constantFrom({ kind: KIND_TICK, price: 10_000 }, { kind: KIND_TICK, price: 5_000 }),
      ),
    },
    { weight: 1, arbitrary: single(fc.constant({ kind: KIND_OPEN })) },
  );
}

const submitted = (owners: number, markets: number): fc.Arbitrary<NaiveDue> =>
  fc
    .record({
      owner: fc.integer({ min: 0, max: owners - 1 }),
      id: fc.integer({ min: 1, max: 100_000 }),
      token: fc.integer({ min: 0, max: 2 * markets - 1 }),
      side: fc.constantFrom('buy' as const, 'buy' as const, 'sell' as const),
      price,
      size: fc.oneof(
        { weight: 12, arbitrary: fc.integer({ min: 1, max: 10 }).map((n) => n * 5_000_000) },
        { weight: 6, arbitrary: fc.integer({ min: 100, max: 3_000 }).map((n) => n * 10_000) },
        { weight: 1, arbitrary: fc.constantFrom(0, 5_000_001, 400_000_000) },
      ),
      timeInForce: fc.constantFrom('GTC', 'GTC', 'GTC', 'GTC', 'FAK', 'FOK', 'GTD'),
      postOnly: fc.constantFrom(false, false, false, false, true),
      life: fc.integer({ min: 118, max: 140 }),
    })
    .map(({ owner, id, life, ...terms }) => ({
      kind: 'submit' as const,
      owner,
      command: {
        kind: 'SubmitOrder',
        id,
        strategy: 0,
        terms: { ...terms, life },
      } as unknown as SubmitOrder,
    }));

function anyCommand(owners: number, markets: number): fc.Arbitrary<Step> {
  const owner = fc.integer({ min: 0, max: owners - 1 });
  const due: fc.Arbitrary<NaiveDue> = fc.oneof(
    { weight: 30, arbitrary: submitted(owners, markets) },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('cancelAll' as const),
        owner,
        market: fc.constantFrom(undefined, 0),
      }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('heartbeat' as const), owner }) },
  );
  return due.map((made) => ({ kind: 'command' as const, due: made }));
}

const queue = fc.constantFrom<QueueModel[]>(
  { kind: 'riskAverse' },
  { kind: 'log' },
  { kind: 'log2' },
  { kind: 'power', n: 2 },
  { kind: 'power2', n: 1.5 },
  { kind: 'power3', n: 3 },
);

const options: fc.Arbitrary<MatchingOptions> = fc.record({
  queue,
  inferFills: fc.constantFrom('off' as const, 'through' as const, 'depletion' as const),
  depletionPpm: fc.constantFrom(0, 300_000, 1_000_000),
  unknownDepth: fc.constantFrom('refuse' as const, 'assume' as const),
  settlement: fc.constantFrom(0, 0, 3_000_000).map(confirmAfter),
  modes: fc.constantFrom(
    [],
    [],
    [],
    [],
    [],
    [
      { at: second(30) as Timestamp, mode: 'post_only' as const },
      { at: second(33) as Timestamp, mode: 'cancel_only' as const },
      { at: second(36) as Timestamp, mode: 'normal' as const },
    ],
  ),
});

function schedule(ratePpm: number, makerRebatePpm: number): NonNullable<Market['fee']> {
  return { value: { ratePpm, exponent: 1, makerRebatePpm }, source: 'test' };
}

const market: fc.Arbitrary<Partial<Market>> = fc.record({
  ticks: fc.constant([{ at: second(0), tick: 10_000 as TickSize }]),
  minimumSize: fc.oneof(
    { weight: 9, arbitrary: fc.constant(5_000_000 as Shares) },
    { weight: 1, arbitrary: fc.constant(undefined) },
  ),
  takerDelayMs: fc.constantFrom(0, 0, 0, 500, 500, undefined),
  fee: fc.oneof(
    { weight: 5, arbitrary: fc.constant(schedule(0, 0)) },
    { weight: 5, arbitrary: fc.constant(schedule(70_000, 200_000)) },
    { weight: 1, arbitrary: fc.constant(undefined) },
  ),
});

/** A history of two markets: a first snapshot each, some life, at last a close and a resolution. */
export function anyHistory(owners: number): fc.Arbitrary<History> {
  const step = fc.oneof(
    { weight: 3, arbitrary: anyRows(0) },
    { weight: 1, arbitrary: anyRows(1) },
    { weight: 4, arbitrary: anyCommand(owners, 2) },
    { weight: 1, arbitrary: cancelOfRecent(owners) },
  );
  const wait = fc.oneof(
    { weight: 3, arbitrary: fc.constant(0) },
    { weight: 8, arbitrary: fc.integer({ min: 1, max: 1_000_000 }) },
    { weight: 1, arbitrary: fc.integer({ min: 1, max: 30_000_000 }) },
  );
  const ending = fc
    .constantFrom(0, 500_000, 1_000_000)
    .map((payout): Step[] => [
      message(0, [{ kind: KIND_CLOSE }]),
      message(0, [{ kind: KIND_RESOLVE, outcome: 1, price: payout }]),
      message(1, [{ kind: KIND_RESOLVE, outcome: 0, price: payout }]),
    ]);
  return fc
    .record({
      markets: fc.tuple(market, market),
      hasTrades: fc.array(fc.boolean(), { minLength: 2, maxLength: 2 }),
      options,
      first: fc.array(level, { minLength: 6, maxLength: 10 }),
      steps: fc.array(fc.record({ wait, step }), { minLength: 20, maxLength: 100, size: 'max' }),
      ending,
    })
    .map(({ first, ending: last, ...made }) => {
      const opening = [0, 1].map((i) => message(i, [{ kind: KIND_CLEAR }, ...first], FLAG_BOOK));
      const steps = [
        ...pairsForAll(owners),
        ...opening.map((made) => ({ wait: 1_000_000, step: made })),
        ...made.steps,
        ...last.map((made) => ({ wait: 1_000_000, step: made })),
      ];
      return { ...made, steps: named(steps) };
    });
}

/** In an empty book each owner mints pairs with itself, so that it has something to sell. */
function pairsForAll(owners: number): { wait: number; step: Step }[] {
  const steps: { wait: number; step: Step }[] = [0, 1].map((i) => ({
    wait: 0,
    step: message(i, [{ kind: KIND_CLEAR }], FLAG_BOOK),
  }));
  for (let owner = 0; owner < owners; owner++) {
    for (const token of [0, 1, 2, 3]) {
      const terms = { token, side: 'buy', price: 500_000, size: 60_000_000, postOnly: false };
      const command = { kind: 'SubmitOrder', id: 1, strategy: 0 };
      const made = { ...command, terms: { ...terms, timeInForce: 'GTC', life: 0 } };
      const due = { kind: 'submit', owner, command: made as unknown as SubmitOrder } as const;
      steps.push({ wait: 1_000_000, step: { kind: 'command', due } });
    }
  }
  return steps;
}

/** A cancel of the order submitted `order` orders ago; named at the end. */
function cancelOfRecent(owners: number): fc.Arbitrary<Step> {
  return fc
    .record({
      kind: fc.constant('cancel' as const),
      owner: fc.integer({ min: 0, max: owners - 1 }),
      order: fc.integer({ min: 0, max: 8 }),
    })
    .map((due) => ({ kind: 'command' as const, due }));
}

/** Orders get rising ids (now and then one is used twice), cancels real targets, GTD real times. */
function named(steps: readonly { wait: number; step: Step }[]): { wait: number; step: Step }[] {
  const submits: { owner: number; id: number }[] = [];
  let now = second(0) as number;
  return steps.map(({ wait, step }) => {
    now += wait;
    if (step.kind === 'rows') return { wait, step };
    if (step.due.kind === 'cancel') {
      const target = submits.at(-1 - step.due.order);
      const due = { ...step.due, owner: target?.owner ?? 0, order: target?.id ?? 99_999 };
      return { wait, step: { kind: 'command', due } };
    }
    if (step.due.kind !== 'submit') return { wait, step };
    const { command } = step.due;
    const { life, ...terms } = command.terms as typeof command.terms & { life: number };
    const last = submits.at(-1);
    const isRepeat = last !== undefined && command.id % 40 === 0;
    const id = isRepeat ? last.id : submits.length + 1;
    const owner = isRepeat ? last.owner : step.due.owner;
    submits.push({ owner, id });
    const expiresAt = terms.timeInForce === 'GTD' ? now + life * 1_000_000 : undefined;
    const made = { ...command, id, terms: { ...terms, expiresAt } } as SubmitOrder;
    return { wait, step: { kind: 'command', due: { kind: 'submit', owner, command: made } } };
  });
}
