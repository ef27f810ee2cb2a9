import fc from 'fast-check';
import type { FeeSchedule } from '../../../src/domain/fee.ts';
import type { Outcome } from '../../../src/domain/ids.ts';
import { ASK, BID, type BookSide, type Side } from '../../../src/domain/side.ts';
import { SIGNATURE_TYPES } from './twin-traders.ts';

/** How long an order may stay, and whether it may take. */
export type How = 'GTC' | 'post' | 'GTD' | 'FAK' | 'FOK';

export type TwinOrder = {
  readonly side: Side;
  readonly outcome: Outcome;
  /** Ticks from the middle, in prices of the first outcome; far ones are the ends of the grid. */
  readonly place: number;
  readonly hundredths: number;
  readonly how: How;
};

export type OtherOrder = TwinOrder & { readonly who: number };

/** One of those whom a taker meets at one price. */
type Met = {
  /** One of the others; beyond them the desk. */
  readonly who: number;
  readonly hundredths: number;
  /** It buys or sells the other token, as the taker does: a mint or a merge. */
  readonly isOther: boolean;
};

/** A number picks which of those that there are: the newest, the oldest, and so on. */
export type TwinStep =
  | ({ readonly kind: 'desk' } & TwinOrder)
  | ({ readonly kind: 'other' } & OtherOrder)
  /** Several rest at one price, a recording's `shown` millionths first, and somebody takes them. */
  | ({ readonly kind: 'meet'; readonly met: readonly Met[]; readonly shown: number } & OtherOrder)
  /** At once, for dollars. */
  | {
      readonly kind: 'spend';
      readonly who: number;
      readonly outcome: Outcome;
      readonly place: number;
      readonly cents: number;
      readonly how: 'FAK' | 'FOK';
    }
  /** A recording shows a level of the first outcome's book, or a trade that hit that side. */
  | {
      readonly kind: 'shows' | 'prints';
      readonly side: BookSide;
      readonly place: number;
      readonly micros: number;
    }
  | { readonly kind: 'cancel' | 'otherCancels'; readonly pick: number }
  | { readonly kind: 'cancelAll' | 'reconcile' | 'gap' }
  /** What others do while the desk is dead. */
  | { readonly kind: 'restart'; readonly meanwhile: readonly OtherOrder[] }
  | { readonly kind: 'pass'; readonly ms: number }
  /** Of the trade that comes next. */
  | { readonly kind: 'fate'; readonly fate: 'failed' | 'retried' }
  /** What is on its way to the desk; with nothing on its way, nothing. */
  | { readonly kind: 'tell' | 'tellLast' | 'repeat' | 'lose'; readonly pick: number };

export type TwinMarket = {
  readonly tick: number;
  /** Of the first outcome, in hundredths of the grid's length. */
  readonly middle: number;
  readonly fee: FeeSchedule;
  readonly takerDelayMs: number;
  readonly delayed: 'held' | 'told';
  readonly signatureType: (typeof SIGNATURE_TYPES)[number];
  /** Frames come as they are sent; otherwise the steps decide when, and in which order. */
  readonly isPrompt: boolean;
  /** It is decided before the last trades are final. */
  readonly isEarly: boolean;
  /** What a share of the first outcome pays in the end. */
  readonly payout: number;
};

const outcome = fc.constantFrom<Outcome[]>(0, 1);
const place = fc.constantFrom(-99, -3, -2, -1, -1, 0, 0, 0, 1, 1, 2, 3, 99);
const pick = fc.nat({ max: 20 });
const who = fc.nat({ max: 2 });
const order = {
  side: fc.constantFrom<Side[]>('buy', 'sell'),
  outcome,
  place,
  hundredths: fc.oneof(fc.integer({ min: 100, max: 4_000 }), fc.constant(1_000)),
  how: fc.constantFrom<How[]>('GTC', 'GTC', 'GTC', 'post', 'GTD', 'FAK', 'FAK', 'FOK'),
};
const met = fc.array(
  fc.record({
    who: fc.nat({ max: 3 }),
    hundredths: fc.integer({ min: 100, max: 900 }),
    isOther: fc.boolean(),
  }),
  { minLength: 2, maxLength: 4 },
);
const meanwhile = fc.array(fc.record({ who, ...order }), { maxLength: 3 });
const words = <K extends string>(...kinds: K[]) => fc.constantFrom(...kinds);

const steps = (isPrompt: boolean): fc.Arbitrary<TwinStep[]> =>
  fc.array(
    fc.oneof(
      { weight: 10, arbitrary: fc.record({ kind: words('desk'), ...order }) },
      { weight: 10, arbitrary: fc.record({ kind: words('other'), who, ...order }) },
      {
        weight: 6,
        arbitrary: fc.record({
          kind: words('meet'),
          met,
          shown: fc.constantFrom(0, 0, 333_333, 1_234_567),
          ...order,
          who: fc.constantFrom(0, 1, 2, 3, 3, 3),
          hundredths: fc.integer({ min: 300, max: 3_000 }),
          how: fc.constantFrom<How[]>('GTC', 'FAK', 'FAK', 'FOK'),
        }),
      },
      {
        weight: 6,
        arbitrary: fc.record({
          kind: words('spend'),
          who,
          outcome,
          place,
          cents: fc.integer({ min: 100, max: 2_000 }),
          how: fc.constantFrom<('FAK' | 'FOK')[]>('FAK', 'FAK', 'FOK'),
        }),
      },
      {
        weight: 3,
        arbitrary: fc.record({
          kind: words('shows', 'shows', 'prints'),
          side: fc.constantFrom<BookSide[]>(BID, ASK),
          place,
          micros: fc.integer({ min: 1, max: 30_000_000 }),
        }),
      },
      { weight: 3, arbitrary: fc.record({ kind: words('cancel', 'otherCancels'), pick }) },
      { weight: 1, arbitrary: fc.record({ kind: words('cancelAll', 'reconcile', 'gap') }) },
      { weight: 1, arbitrary: fc.record({ kind: words('restart'), meanwhile }) },
      {
        weight: 4,
        arbitrary: fc.record({
          kind: words('pass'),
          ms: fc.constantFrom(0, 100, 300, 1_000, 4_000, 250_000),
        }),
      },
      {
        weight: 2,
        arbitrary: fc.record({
          kind: words('fate'),
          fate: fc.constantFrom<('failed' | 'retried')[]>('failed', 'retried'),
        }),
      },
      ...(isPrompt
        ? []
        : [
            {
              weight: 20,
              arbitrary: fc.record({
                kind: words('tell', 'tell', 'tellLast', 'tellLast', 'repeat', 'lose'),
                pick,
              }),
            },
          ]),
    ) as fc.Arbitrary<TwinStep>,
    { minLength: 1, maxLength: 30 },
  );

const market = (isPrompt: boolean): fc.Arbitrary<TwinMarket> =>
  fc.record({
    tick: fc.constantFrom(10_000, 1_000, 1_000, 2_500, 100),
    middle: fc.constantFrom(3, 10, 30, 47, 50, 62, 90, 97),
    fee: fc.record({
      ratePpm: fc.constantFrom(0, 30_000, 70_000, 250_000),
      exponent: fc.constantFrom<(1 | 2)[]>(1, 1, 2),
      makerRebatePpm: fc.constantFrom(0, 200_000),
    }),
    takerDelayMs: fc.constantFrom(0, 0, 150),
    delayed: fc.constantFrom<('held' | 'told')[]>('held', 'told'),
    signatureType: fc.constantFrom(...SIGNATURE_TYPES),
    isPrompt: fc.constant(isPrompt),
    isEarly: fc.boolean(),
    payout: fc.constantFrom(0, 500_000, 1_000_000),
  });

/** Told at once, so that the books can be compared after every step. */
export const promptDay = fc.record({ market: market(true), steps: steps(true) });
/** Told late, twice, in any order or never. */
export const disorderedDay = fc.record({ market: market(false), steps: steps(false) });

export type TwinDay = { readonly market: TwinMarket; readonly steps: readonly TwinStep[] };
