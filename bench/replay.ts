import type { Tape } from '../src/domain/tape.ts';
import type { Usd } from '../src/domain/units.ts';
import { Engine } from '../src/engine/engine.ts';
import { Loop } from '../src/engine/loop.ts';
import type { Strategy } from '../src/ports/strategy.ts';
import { createRiskGate } from '../src/risk/gate.ts';
import { DEFAULT_RISK_LIMITS } from '../src/risk/risk-limits.ts';
import { SimulatedExchange } from '../src/sim/simulated-exchange.ts';
import { benchMarkets } from './markets.ts';
import { emptyColumns, RandomTape } from './random-tape.ts';
import { median, seconds } from './table.ts';

/** What one replay did, so that a fast run that did nothing is seen for what it is. */
export type Replayed = { readonly submitted: number; readonly fills: number };

/** One run through books, queue, fees, latency, risk and ledger. */
export function replay(tape: Tape, tokens: number, strategy: Strategy): Replayed {
  const done = { submitted: 0, fills: 0 };
  const markets = benchMarkets(tokens);
  const cash = 1e13 as Usd;
  const execution = new SimulatedExchange(
    markets,
    markets.map(() => true),
    {
      cash,
      queue: { kind: 'power', n: 2 },
      orderEntry: { kind: 'constant', micros: 20_000 },
      response: { kind: 'constant', micros: 10_000 },
    },
  );
  const engine = new Engine({
    markets,
    feeds: [],
    strategies: [strategy],
    capital: cash,
    gate: createRiskGate({
      ...DEFAULT_RISK_LIMITS,
      maxExposure: 'unlimited',
      maxMarketExposure: 'unlimited',
      maxPosition: 'unlimited',
      maxOpenOrders: 'unlimited',
      maxOrdersPerSecond: 'unlimited',
    }),
    execution,
    journal: {
      append(entry) {
        if (entry.kind === 'Submitted') done.submitted++;
        else if (entry.kind === 'Answered' && entry.event.kind === 'OrderFilled') done.fills++;
      },
    },
  });
  new Loop(engine, execution).play(tape);
  return done;
}

/** Reads every column once and adds it up: the roof that a replay cannot pass. */
export function scan(tape: Tape): number {
  const { length, tsInit, market, outcome, kind, side, flags, price, size } = tape;
  let sum = 0;
  for (let i = 0; i < length; i++) {
    sum += (tsInit[i] as number) + (market[i] as number) + (outcome[i] as number);
    sum += (kind[i] as number) + (side[i] as number) + (flags[i] as number);
    sum += (price[i] as number) + (size[i] as number);
  }
  return sum;
}

export type ReplayRate = Replayed & {
  readonly tokens: number;
  readonly rows: number;
  /** Rows a second, medians. */
  readonly rate: number;
  readonly scanRate: number;
};

/** Median rates over `runs` runs; tape and strategy are made anew for each number of tokens. */
export function measureReplay(
  tokens: number,
  rows: number,
  runs: number,
  strategy: () => Strategy,
): ReplayRate {
  const tape = new RandomTape(tokens, 7).fill(emptyColumns(rows), rows);
  let done: Replayed = { submitted: 0, fills: 0 };
  const scans: number[] = [];
  const replays: number[] = [];
  for (let run = 0; run <= runs; run++) {
    const scanned = seconds(() => scan(tape));
    const replayed = seconds(() => {
      done = replay(tape, tokens, strategy());
    });
    // The first run warms up the compiler.
    if (run > 0) {
      scans.push(scanned);
      replays.push(replayed);
    }
  }
  return {
    tokens,
    rows: tape.length,
    rate: tape.length / median(replays),
    scanRate: tape.length / median(scans),
    ...done,
  };
}
