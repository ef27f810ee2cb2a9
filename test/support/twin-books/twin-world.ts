import { type Outcome, tokenIndex } from '../../../src/domain/ids.ts';
import type { Market } from '../../../src/domain/market.ts';
import type { LimitTerms, OrderTerms } from '../../../src/domain/order.ts';
import { isImmediate } from '../../../src/domain/order.ts';
import { ASK, BID, type Side } from '../../../src/domain/side.ts';
import { takeableSize } from '../../../src/domain/size-rules.ts';
import { FLAG_LAST, KIND_LEVEL, KIND_TRADE } from '../../../src/domain/tape.ts';
import type { TickSize } from '../../../src/domain/tick.ts';
import {
  complement,
  type Price,
  SCALE,
  type Shares,
  type Timestamp,
  type Usd,
} from '../../../src/domain/units.ts';
import { payOut } from '../../../src/engine/answers.ts';
import { ExchangeTime } from '../../../src/exchange/exchange-time.ts';
import type { OrderIntake } from '../../../src/exchange/intake/order-intake.ts';
import type { ListedMarket } from '../../../src/exchange/venue/listed-market.ts';
import { LocalVenue } from '../../../src/exchange/venue/local-venue.ts';
import type { OrderRecord as VenueRecord } from '../../../src/exchange/venue/order-record.ts';
import { readUserFrame } from '../../../src/polymarket/wire/user/user-frame.ts';
import { at as second } from '../a-market.ts';
import { aListing } from '../local-venue.ts';
import { tapeOf } from '../tape-rows.ts';
import { VirtualClock } from '../virtual-clock.ts';
import { accessAlone } from './routes-alone.ts';
import { TwinDesk } from './twin-desk.ts';
import type { How, OtherOrder, TwinMarket, TwinOrder, TwinStep } from './twin-steps.ts';
import { openIntake, TwinTrader } from './twin-traders.ts';
import { userFrames } from './user-frames.ts';

/** Of an order until a time; the venue wants three minutes with the one that it kills before. */
const GTD_SECONDS = 200;
/** One share. */
const MINIMUM = SCALE as Shares;
/** What everybody has of both outcomes in the beginning. */
const SHARES = 100;
const OPENING = 10_000 * SCALE;

/** A local exchange, three traders, and a desk that trades on it through the live execution. */
export class TwinWorld {
  readonly clock = new VirtualClock();
  readonly venue: LocalVenue;
  readonly market: ListedMarket;
  readonly trader: TwinTrader;
  readonly others: readonly TwinTrader[];
  desk: TwinDesk;
  /** What the desk has sent is not answered yet: of that it cannot know. */
  readonly isWaiting: () => boolean;
  /** Orders that were canceled or have expired, and when. */
  readonly endedAt = new Map<VenueRecord, Timestamp>();
  /** On their way to the desk. */
  readonly #frames: string[] = [];
  readonly #told: string[] = [];
  readonly #facts: TwinMarket;
  readonly #intake: OrderIntake;
  readonly #open: VenueRecord[] = [];
  readonly #middle: number;
  #isPrompt = true;
  readonly #parts: ConstructorParameters<typeof TwinDesk>[0];

  private constructor(facts: TwinMarket) {
    this.#facts = facts;
    const { tick, middle, fee, takerDelayMs, delayed, signatureType } = facts;
    this.#middle = Math.round((SCALE * middle) / 100 / tick) * tick;
    const base = aListing();
    const market = {
      ...base.market,
      takerDelayMs,
      ticks: [{ at: second(0), tick: tick as TickSize }],
      fee: { value: fee, source: 'test' },
      minimumSize: MINIMUM,
    };
    const { clock } = this;
    const openingCash = OPENING as Usd;
    this.venue = new LocalVenue({ time: new ExchangeTime(clock), seed: 1, openingCash, delayed });
    this.market = this.venue.list({ ...base, market });
    this.#intake = openIntake(this.venue);
    const salts = { next: 1_000_000 };
    this.trader = new TwinTrader(this.venue, 1, signatureType, salts);
    this.others = [
      // Of the same person: another wallet of the desk's key.
      new TwinTrader(this.venue, 1, signatureType === 0 ? 2 : 0, salts),
      new TwinTrader(this.venue, 2, 0, salts),
      new TwinTrader(this.venue, 3, 1, salts),
    ];
    userFrames(this.venue, this.trader.key, (text) => this.#frames.push(text));
    this.venue.listen({
      order: (record, news, at) => {
        if (news === 'CANCELLATION') this.endedAt.set(record, at);
      },
    });
    const access = accessAlone(this.venue, this.#intake, this.trader.key);
    this.isWaiting = access.isWaiting;
    const shared = { ...access, trader: this.trader, market: market as Market, clock };
    this.#parts = { ...shared, tick: tick as TickSize, records: [] };
    this.desk = new TwinDesk(this.#parts);
  }

  /** Everybody has shares of both outcomes, final on the chain. */
  static async open(facts: TwinMarket): Promise<TwinWorld> {
    const world = new TwinWorld(facts);
    const [kin, bob, cid] = world.others as [TwinTrader, TwinTrader, TwinTrader];
    for (const [up, down] of [
      [kin, bob],
      [bob, cid],
      [cid, kin],
    ] as const) {
      world.#send(up, 0, world.#terms('buy', 0, 0, SHARES * 100, 'GTC'));
      world.#send(down, 1, world.#terms('buy', 1, 0, SHARES * 100, 'GTC'));
    }
    await world.pass(4_000);
    world.#frames.length = 0;
    await world.desk.start();
    for (const outcome of [0, 1] as const) {
      const mint = { place: 0, hundredths: SHARES * 100, how: 'GTC' } as const;
      await world.play({ kind: 'desk', side: 'buy', outcome, ...mint });
      const opposite = outcome === 0 ? 1 : 0;
      await world.play({ kind: 'other', who: 1, side: 'buy', outcome: opposite, ...mint });
    }
    await world.pass(4_000);
    world.#isPrompt = facts.isPrompt;
    return world;
  }

  /** Of all who are there: it never changes. */
  get totalCash(): number {
    return this.venue.wallets.size * OPENING;
  }

  async play(step: TwinStep): Promise<void> {
    await this.#do(step);
    if (this.#isPrompt) await this.tellAll();
    await this.pass(0);
  }

  async pass(ms: number): Promise<void> {
    const atOnce = ms > 10_000 ? 1_000 : 100;
    await this.clock.pass(0);
    for (let left = ms; left > 0; left -= atOnce) {
      await this.clock.pass(Math.min(atOnce, left));
      if (this.#isPrompt) await this.tellAll();
    }
    this.desk.book();
  }

  /** What is on its way arrives, the oldest first. */
  async tellAll(): Promise<void> {
    for (;;) {
      await this.clock.pass(0);
      if (this.#frames.length === 0) break;
      while (this.#frames.length > 0) this.#tell(this.#frames.shift());
    }
    this.desk.book();
  }

  /** The rest of the day: everything is told, decided and final. */
  async quiet(): Promise<void> {
    this.#isPrompt = true;
    await this.tellAll();
    this.desk.stage.execution.onGap();
    await this.pass(10_000);
  }

  /** What has a time expires, the rest is canceled; the desk compares the balances twice. */
  async night(): Promise<void> {
    await this.pass(GTD_SECONDS * 1_000);
    this.desk.stage.cancelAll();
    await this.pass(70_000);
  }

  /** The market is decided, and pays; what was matched before may still fail. */
  async resolve(): Promise<void> {
    const payout = this.#facts.payout as Price;
    this.venue.close(this.market);
    this.venue.resolve(this.market, payout);
    const { state } = this.desk;
    if (state === undefined) return;
    state.payouts[0] = payout;
    payOut(state, 0 as never);
    await this.quiet();
  }

  close(): void {
    this.desk.die();
    this.venue.stop();
  }

  async #do(step: TwinStep): Promise<void> {
    const { desk, venue } = this;
    switch (step.kind) {
      case 'desk':
        desk.submit(this.#ordered(step));
        return;
      case 'other':
        this.#order(step);
        return;
      case 'meet':
        return this.#meet(step);
      case 'spend':
        this.#spend(step);
        return;
      case 'shows':
      case 'prints':
        this.#record(step);
        return;
      case 'cancel':
        desk.cancel(step.pick);
        return;
      case 'otherCancels': {
        const open = this.#open.filter(({ isOpen }) => isOpen);
        if (open.length > 0) venue.cancel(this.#of(open, step.pick));
        return;
      }
      case 'cancelAll':
        desk.stage.cancelAll();
        return;
      case 'reconcile':
        desk.stage.execution.reconcile();
        return;
      case 'gap':
        desk.stage.execution.onBlind();
        this.#frames.length = 0;
        desk.stage.execution.onGap();
        return;
      case 'restart':
        return this.#restart(step.meanwhile);
      case 'pass':
        return this.pass(step.ms);
      case 'fate':
        venue.settlement.order(step.fate);
        return;
      case 'lose':
        this.#take(step.pick);
        return;
      case 'tell':
        this.#tell(this.#take(step.pick));
        return;
      case 'tellLast':
        this.#tell(this.#frames.pop());
        return;
      case 'repeat':
        if (this.#told.length > 0) this.#tell(this.#of(this.#told, step.pick));
    }
  }

  /** Whoever is beyond the others is the desk. */
  #order(order: OtherOrder): void {
    const other = this.others[order.who];
    if (other === undefined) this.desk.submit(this.#ordered(order));
    else this.#send(other, order.outcome, this.#ordered(order));
  }

  async #meet({ met, shown, ...taker }: Extract<TwinStep, { kind: 'meet' }>): Promise<void> {
    const { side, outcome, place } = taker;
    const isAsk = (side === 'buy') === (outcome === 0);
    const level = { kind: 'shows', side: isAsk ? ASK : BID, place, micros: shown } as const;
    if (shown > 0) this.#record(level);
    for (const { who, hundredths, isOther } of met) {
      const own = isOther
        ? { side, outcome: outcome === 0 ? 1 : 0 }
        : { side: side === 'buy' ? 'sell' : 'buy', outcome };
      this.#order({ who, hundredths, place, how: 'GTC', ...own } as OtherOrder);
    }
    await this.pass(0);
    this.#order(taker);
  }

  async #restart(meanwhile: readonly OtherOrder[]): Promise<void> {
    const { desk } = this;
    desk.die();
    for (const order of meanwhile) this.#order(order);
    // By JSON, as a disk would keep it.
    const records = JSON.parse(JSON.stringify(desk.records));
    this.desk = new TwinDesk({ ...this.#parts, records });
    const isPrompt = this.#isPrompt;
    await this.desk.start();
    this.#isPrompt = isPrompt;
  }

  #record({ kind, side, place, micros: size }: Extract<TwinStep, { kind: 'shows' | 'prints' }>) {
    const row = {
      side,
      price: this.#price(0, place),
      size,
      at: this.venue.now(),
      flags: FLAG_LAST,
    };
    this.venue.play(tapeOf([{ ...row, kind: kind === 'shows' ? KIND_LEVEL : KIND_TRADE }]));
  }

  #spend({ who, outcome, place, cents, how }: Extract<TwinStep, { kind: 'spend' }>): void {
    const trader = this.#of(this.others, who);
    const spend = (cents * 10_000) as Usd;
    const price = this.#price(outcome, place);
    const built = trader.build((builder) =>
      builder.marketBuy({ spend, price, timeInForce: how }, this.#orderMarket(outcome), second(0)),
    );
    if (built.ok) trader.send(this.venue, this.#intake, built.value);
  }

  #send(trader: TwinTrader, outcome: Outcome, terms: OrderTerms): void {
    const { token: _token, ...limit } = terms;
    const built = trader.build((builder) =>
      builder.limit(limit, this.#orderMarket(outcome), this.clock.now()),
    );
    if (!built.ok) return;
    const record = trader.send(this.venue, this.#intake, built.value);
    if (record !== undefined) this.#open.push(record);
  }

  #orderMarket(outcome: Outcome) {
    const { tick } = this.market;
    const tokenId = this.market.listing.market.tokens[outcome];
    return { tokenId, tick, minimumSize: MINIMUM };
  }

  #ordered({ side, outcome, place, hundredths, how }: TwinOrder): OrderTerms {
    return this.#terms(side, outcome, place, hundredths, how);
  }

  #terms(side: Side, outcome: Outcome, place: number, hundredths: number, how: How): OrderTerms {
    const price = this.#price(outcome, place);
    const wanted = (hundredths * 10_000) as Shares;
    const timeInForce = how === 'post' ? 'GTC' : how;
    const isBuyAtOnce = side === 'buy' && isImmediate({ timeInForce });
    const limit: LimitTerms = {
      side,
      price,
      size: isBuyAtOnce ? takeableSize(wanted, price) : wanted,
      timeInForce,
      postOnly: how === 'post',
      expiresAt: how === 'GTD' ? this.#expiry() : undefined,
    };
    return { token: tokenIndex(this.market.index, outcome), ...limit };
  }

  #expiry(): LimitTerms['expiresAt'] {
    const elapsed = Math.ceil((this.clock.now() - second(0)) / SCALE);
    return second(elapsed + GTD_SECONDS);
  }

  #price(outcome: Outcome, place: number): Price {
    const { tick } = this.#facts;
    const first = Math.min(SCALE - tick, Math.max(tick, this.#middle + place * tick)) as Price;
    return outcome === 0 ? first : complement(first);
  }

  #tell(text: string | undefined): void {
    if (text === undefined) return;
    this.#told.push(text);
    const { messages, refusals, ignored } = readUserFrame(text);
    if (refusals.length + ignored.length > 0) throw new Error(`cannot be read: ${text}`);
    for (const message of messages) this.desk.stage.execution.onUserMessage(message);
  }

  #take(which: number): string | undefined {
    if (this.#frames.length === 0) return undefined;
    return this.#frames.splice(which % this.#frames.length, 1)[0];
  }

  #of<T>(list: readonly T[], which: number): T {
    return list[which % list.length] as T;
  }
}
