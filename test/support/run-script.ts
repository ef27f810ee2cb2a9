// Scripted runs for tests of the report: journals as the engine writes them, booked on a real
// Account so that cash is not computed by the code under test. Invented numbers, for tests only.

import { Account } from '../../src/domain/account.ts';
import type { ChangeSets } from '../../src/domain/command.ts';
import type { Fill, FillEvidence } from '../../src/domain/fill.ts';
import type { FillMids } from '../../src/domain/fill-mids.ts';
import type {
  ClientOrderId,
  MarketIndex,
  StrategyIndex,
  TokenIndex,
} from '../../src/domain/ids.ts';
import type { JournalEntry } from '../../src/domain/journal-entry.ts';
import type { Market, Resolution } from '../../src/domain/market.ts';
import type { BreakCode } from '../../src/domain/market-break.ts';
import type { Side } from '../../src/domain/side.ts';
import type { TickSize } from '../../src/domain/tick.ts';
import {
  complement,
  NO_USD,
  notional,
  type Price,
  type Shares,
  type Timestamp,
  type Usd,
} from '../../src/domain/units.ts';
import type { RunRecord } from '../../src/report/run-record.ts';
import { aSetChange } from './a-set-change.ts';

export const SECOND = 1_000_000;
/** 2026-04-13 12:00:00 UTC. */
export const NOON = 1_776_081_600_000_000;

export type ScriptedFill = {
  readonly strategy?: number;
  readonly token: number;
  readonly side?: Side;
  /** Units of 1e-6, as is `size`. */
  readonly price: number;
  readonly size: number;
  readonly fee?: number;
  readonly rebate?: number;
  readonly evidence?: FillEvidence;
  readonly at?: number;
  /** FAK where it is not said. */
  readonly timeInForce?: 'FAK' | 'GTC';
};

export function scriptedMarket(slug: string, from = NOON, seconds = 300): Market {
  return {
    slug,
    conditionId: undefined,
    tokens: [undefined, undefined],
    labels: ['Up', 'Down'],
    question: undefined,
    category: 'crypto',
    asset: 'btc',
    opensAt: from as Timestamp,
    closesAt: (from + seconds * SECOND) as Timestamp,
    ticks: [{ at: 0 as Timestamp, tick: 10_000 as TickSize }],
    minimumSize: 5_000_000 as Shares,
    fee: undefined,
    rule: undefined,
    takerDelayMs: 0,
  };
}

/** Writes a journal step by step and keeps the account beside it. */
export class RunScript {
  readonly journal: JournalEntry[] = [];
  readonly resolutions: (Resolution | undefined)[];
  readonly #account: Account;
  readonly #startingCash: Usd;
  readonly #markets: readonly Market[];
  readonly #strategies: readonly string[];
  #orders = 0;
  #now = NOON;

  constructor(markets: number | readonly Market[] = 3, strategies: readonly string[] = ['alpha']) {
    this.#markets =
      typeof markets === 'number'
        ? Array.from({ length: markets }, (_, i) => scriptedMarket(`market-${i}`))
        : markets;
    this.#strategies = strategies;
    this.#startingCash = 1_000_000_000 as Usd;
    this.#account = new Account(this.#startingCash);
    this.resolutions = this.#markets.map(() => undefined);
  }

  submit(fill: Omit<ScriptedFill, 'evidence' | 'fee' | 'rebate'>): ClientOrderId {
    this.#orders += 1;
    const id = this.#orders as ClientOrderId;
    const at = this.#tick(fill.at);
    this.journal.push({ kind: 'Submitted', at, command: this.#command(id, fill) });
    return id;
  }

  deny(code: string, { token = 0, at }: { token?: number; at?: number } = {}): void {
    const command = this.#command(0 as ClientOrderId, { token, price: 500_000, size: 1 });
    this.journal.push({ kind: 'Denied', at: this.#tick(at), command, code, message: code });
  }

  skip(code: string, market = 0): void {
    this.journal.push({
      kind: 'Skipped',
      at: this.#tick(),
      strategy: 0 as StrategyIndex,
      market: market as MarketIndex,
      reason: { code, numbers: {} },
    });
  }

  /** Risk lets nothing be opened in a market for a while. */
  pause(code: BreakCode, market = 0): void {
    const at = this.#tick();
    const until = (at + 300 * SECOND) as Timestamp;
    this.journal.push({
      kind: 'MarketPaused',
      at,
      market: market as MarketIndex,
      code,
      count: 5,
      until,
    });
  }

  /** Probabilities of the first outcome: the model's and the midpoint's (undefined: none). */
  forecast(
    market: number,
    probability: number,
    mid: number | undefined,
    model = 'a model',
    strategy = 0,
  ): void {
    this.journal.push({
      kind: 'Forecasted',
      at: this.#tick(),
      strategy: strategy as StrategyIndex,
      market: market as MarketIndex,
      model,
      probability,
      mid: mid === undefined ? undefined : (Math.round(mid * 1_000_000) as Price),
    });
  }

  /** An order and its fill; returns the fill. */
  trade(fill: ScriptedFill): Fill {
    return this.fill(this.submit(fill), fill);
  }

  fill(order: ClientOrderId, scripted: ScriptedFill): Fill {
    const side = scripted.side ?? 'buy';
    const size = scripted.size as Shares;
    const price = scripted.price as Price;
    const at = this.#tick(scripted.at);
    const fill: Fill = {
      id: this.journal.length + 1,
      order,
      token: scripted.token as TokenIndex,
      side,
      price,
      size,
      amount: notional(size, price, side === 'buy' ? 'up' : 'down'),
      fee: (scripted.fee ?? 0) as Usd,
      rebate: (scripted.rebate ?? 0) as Usd,
      liquidity: scripted.rebate === undefined ? 'taker' : 'maker',
      match: 'complementary',
      evidence: scripted.evidence ?? 'book',
      tsEvent: at,
      settlement: 'matched',
    };
    this.answer({ kind: 'OrderFilled', order, fill, tsEvent: at, tsInit: at });
    this.#account.fill(fill);
    return fill;
  }

  /** A split or a merge that is done, or refused with a code. */
  change(
    direction: ChangeSets['direction'],
    shares: number,
    done: { market?: number; strategy?: number; price?: number; gas?: number; code?: string } = {},
  ): ChangeSets {
    this.#orders += 1;
    const change = aSetChange({
      id: this.#orders as ClientOrderId,
      direction,
      shares: shares as Shares,
      market: (done.market ?? 0) as MarketIndex,
      strategy: (done.strategy ?? 0) as StrategyIndex,
      price: (done.price ?? 500_000) as Price,
    });
    this.journal.push({ kind: 'SetsRequested', at: this.#tick(), command: change });
    const at = this.#tick();
    const gas = (done.gas ?? 0) as Usd;
    const said = { change: change.id, tsEvent: at, tsInit: at };
    const { code } = done;
    const event =
      code === undefined
        ? ({ kind: 'SetsChanged', gas, ...said } as const)
        : ({ kind: 'SetsRefused', code, message: code, ...said } as const);
    this.journal.push({ kind: 'SetsAnswered', at, event });
    if (code === undefined) this.#account.changeSets(change, gas);
    return change;
  }

  /** Where the midpoint of a fill's token was, in units, at the fill and later. */
  follow(fill: Fill, mids: Partial<FillMids>): void {
    const unknown = { atFill: undefined, after1: undefined, after30: undefined };
    const all: FillMids = { ...unknown, after120: undefined, ...mids };
    const { token } = fill;
    this.journal.push({ kind: 'FillFollowed', at: this.#tick(), fill: fill.id, token, ...all });
  }

  /** An order that rests, and is never filled. */
  quote(quoted: Omit<ScriptedFill, 'evidence' | 'fee' | 'rebate'>): ClientOrderId {
    const order = this.submit({ ...quoted, timeInForce: 'GTC' });
    const at = this.#tick(quoted.at);
    this.answer({ kind: 'OrderAccepted', order, tsEvent: at, tsInit: at });
    return order;
  }

  answer(event: Extract<JournalEntry, { kind: 'Answered' }>['event']): void {
    this.journal.push({ kind: 'Answered', at: event.tsInit, event });
  }

  /** The chain takes a fill back. */
  fail(fill: Fill): void {
    const at = this.#tick();
    this.answer({
      kind: 'FillSettled',
      order: fill.order,
      fillId: fill.id,
      settlement: 'failed',
      tsEvent: at,
      tsInit: at,
    });
    this.#account.settle(fill, 'failed');
  }

  resolve(
    market: number,
    payout: Resolution['payout'],
    source: Resolution['source'] = 'venue',
    when?: number,
  ): void {
    const at = this.#tick(when);
    this.resolutions[market] = { payout, at, source };
    this.journal.push({ kind: 'MarketResolved', at, market: market as MarketIndex, payout });
    this.#account.resolve((2 * market) as TokenIndex, payout as Price);
    this.#account.resolve((2 * market + 1) as TokenIndex, complement(payout as Price));
  }

  record(changes: Partial<RunRecord> = {}): RunRecord {
    return {
      mode: 'backtest',
      configuration: { strategy: this.#strategies.join(','), seed: 1 },
      hash: '0123456789abcdef',
      software: { version: '0.1.0', node: 'v26.0.0' },
      seed: 1,
      sources: [],
      period: { from: NOON as Timestamp, to: this.#now as Timestamp },
      markets: this.#markets,
      resolutions: this.resolutions,
      coverage: this.#markets.map(() => ({
        rows: 0,
        from: undefined,
        to: undefined,
        complete: false,
        gaps: [],
        silence: undefined,
        hasTrades: false,
        series: undefined,
        note: undefined,
      })),
      strategies: this.#strategies,
      journal: this.journal,
      startingCash: this.#startingCash,
      finalCash: this.#account.cash,
      openPositions: [...this.#account.positions()]
        .filter(([, position]) => position.traded > 0)
        .map(([token, { traded, cost }]) => ({ token, size: traded, cost })),
      pricePaths: [],
      timing: { events: 0, wallSeconds: 0 },
      assumptions: [],
      ...changes,
    };
  }

  /** Shares held of a token by the whole account. */
  held(token: number): number {
    return this.#account.position(token as TokenIndex)?.traded ?? NO_USD;
  }

  #tick(at?: number): Timestamp {
    this.#now = at ?? this.#now + SECOND;
    return this.#now as Timestamp;
  }

  #command(id: ClientOrderId, fill: ScriptedFill) {
    return {
      kind: 'SubmitOrder' as const,
      id,
      strategy: (fill.strategy ?? 0) as StrategyIndex,
      terms: {
        token: fill.token as TokenIndex,
        side: fill.side ?? ('buy' as const),
        price: fill.price as Price,
        size: fill.size as Shares,
        timeInForce: fill.timeInForce ?? ('FAK' as const),
        postOnly: false,
        expiresAt: undefined,
      },
      reason: { code: 'test', numbers: {} },
    };
  }
}
