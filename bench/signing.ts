import { keccak_256 } from '@noble/hashes/sha3.js';
import type { TokenId } from '../src/domain/ids.ts';
import type { TickSize } from '../src/domain/tick.ts';
import type { Shares } from '../src/domain/units.ts';
import { verifyOrder } from '../src/polymarket/signing/order-signature.ts';
import { oracleSignature } from '../test/support/signing-oracle.ts';
import { ACCOUNT_KINDS, type AccountKind, OrderDesk } from './order-desk.ts';
import type { Result, Section } from './section.ts';
import { perSecond, significant, text } from './spread.ts';
import { asyncLap, type Lap, spreadOfLaps } from './stopwatch.ts';

const ORDERS = 500;
const RUNS = 5;
/** A keccak is so short that a lap needs many. */
const KECCAKS = 20_000;

const MARKET = {
  tokenId:
    '72690798903588392269001731007662425920353908498880709179939493847828858696064' as TokenId,
  tick: 10_000 as TickSize,
  minimumSize: 5_000_000 as Shares,
};

type SigningCase = { readonly kind: AccountKind; readonly orders: number; readonly runs: number };

/** Orders a second from terms to a signed request, on one core, and what each step takes of it. */
export const signing: Section<SigningCase> = {
  name: 'signing',
  title: `${ORDERS} limit orders at a time, from terms to a request with its two signatures`,
  heading: [
    'account, step',
    'orders/s (min-max)',
    'µs of processor',
    'share of whole',
    'in keccaks',
  ],
  nodeFlags: [],
  cases({ runs = RUNS }) {
    return ACCOUNT_KINDS.map((kind) => ({ kind, orders: ORDERS, runs }));
  },
  measure,
};

type Step = {
  readonly name: string;
  readonly times: number;
  readonly run: (i: number) => unknown;
  readonly laps: Lap[];
};

async function measure({ kind, orders, runs }: SigningCase): Promise<readonly Result[]> {
  const block = new Uint8Array(64);
  const keccak = { name: 'keccak', times: KECCAKS, run: () => keccak_256(block), laps: [] };
  const steps = stepsOf(new OrderDesk(kind, MARKET), orders);
  for (let run = 0; run <= runs; run++) {
    for (const step of [keccak, ...steps]) {
      const lap = await asyncLap(() => repeat(step));
      // The first run only warms up.
      if (run > 0) step.laps.push(lap);
    }
  }
  const whole = steps.find(({ name }) => name === 'whole') ?? keccak;
  return steps.map((step) => resultOf(kind, step, secondsOf(whole), secondsOf(keccak)));
}

/** Each step works on what the steps before it have made. */
function stepsOf(desk: OrderDesk, times: number): readonly Step[] {
  const made = Array.from({ length: times }, (_, i) => {
    const unsigned = desk.build(i);
    const signature = desk.sign(unsigned);
    const body = desk.serialize(unsigned, signature);
    return { unsigned, signature, body, digest: keccak_256(body) };
  });
  const step = (name: string, of: (one: (typeof made)[number], i: number) => unknown): Step => {
    const run = (i: number) => of(made[i] as (typeof made)[number], i);
    return { name, times, run, laps: [] };
  };
  return [
    step('build', (_, i) => desk.build(i)),
    step('hash', ({ unsigned }) => desk.hash(unsigned)),
    step('sign', ({ digest }) => desk.signDigest(digest)),
    step('serialize', ({ unsigned, signature }) => desk.serialize(unsigned, signature)),
    step('authorize', ({ body }) => desk.authorize(body)),
    step('whole', (_, i) => {
      const unsigned = desk.build(i);
      return desk.authorize(desk.serialize(unsigned, desk.sign(unsigned)));
    }),
    step('verify', ({ unsigned, signature }) =>
      verifyOrder(unsigned.order, desk.exchange, signature),
    ),
    step('hash and sign by viem', ({ unsigned }) => oracleSignature(unsigned.order, desk.exchange)),
  ];
}

/** Only the generic library answers with promises. */
async function repeat({ times, run }: Step): Promise<void> {
  for (let i = 0; i < times; i++) {
    const answer = run(i);
    if (answer instanceof Promise) await answer;
  }
}

/** Of processor, for one. */
function secondsOf({ laps, times }: Step): number {
  return spreadOfLaps(laps).processor.median / times;
}

function resultOf(kind: AccountKind, step: Step, whole: number, keccak: number): Result {
  const rate = perSecond(step.times, spreadOfLaps(step.laps).wall);
  const seconds = secondsOf(step);
  return {
    cells: [
      `${kind}, ${step.name}`,
      text(rate, (value) => Math.round(value).toLocaleString('en')),
      significant(seconds * 1e6),
      `${significant((100 * seconds) / whole)} %`,
      significant(seconds / keccak),
    ],
    figures: {
      account: kind,
      step: step.name,
      ordersPerSecond: rate,
      processorSecondsPerOrder: seconds,
      shareOfWhole: seconds / whole,
      keccaks: seconds / keccak,
      keccakSeconds: keccak,
    },
  };
}
