import type { TokenIndex } from '../../domain/ids.ts';
import type { JournalEntry } from '../../domain/journal-entry.ts';
import { KnownOrders } from '../../domain/known-orders.ts';
import type { OrderTerms } from '../../domain/order.ts';
import { formatDecimal } from '../../domain/units.ts';
import type { LogLine } from '../../store/log/daily-log.ts';
import { modeInWords } from '../live/risk-alarm.ts';
import type { DeskBegun } from './desk-begun.ts';
import type { WrittenRecord } from './run-fold.ts';
import { RunNames } from './run-names.ts';

type Level = 'info' | 'warning' | 'error';
type Category = 'market' | 'forecast' | 'decision' | 'trade' | 'system';

/** What is said of an event; all fields are there, null where they say nothing. */
type Said = {
  readonly strategy?: string | undefined;
  readonly market?: string | undefined;
  readonly outcome?: number | undefined;
  readonly label?: string | null | undefined;
  readonly order_id?: number | undefined;
  readonly side?: string | undefined;
  readonly price?: string | undefined;
  readonly size?: string | undefined;
  readonly code?: string | undefined;
  readonly message?: string | undefined;
  /** All else, as the journal has it: amounts in units of 1e-6, times in µs. */
  readonly data?: object | undefined;
};

type Event = readonly [category: Category, event: string, said: Said, level?: Level];

/** Turns the records of a run into lines of the log, one for each. */
export class LogLines {
  readonly #begun: DeskBegun;
  readonly #names: RunNames;
  readonly #orders = new KnownOrders<Said>();
  /** Splits and merges without an answer. */
  readonly #changes = new Map<number, Said>();
  #records = 0;
  /** From then on what the run is worth is no real money. */
  #isOnPaper: boolean;

  constructor(begun: DeskBegun) {
    const strategies = begun.strategies.map(({ name }) => name);
    this.#begun = begun;
    this.#isOnPaper = begun.mode !== 'live';
    this.#names = new RunNames(begun.name, begun.heard.provenance, strategies);
  }

  /** The line of the next record; the first is that of the run's beginning. */
  lineOf(record: WrittenRecord): LogLine & { readonly record: number } {
    const [category, event, said, level = 'info'] = this.#eventOf(record);
    const { run, provenance } = this.#names;
    const whole = {
      time: isoOf(record.at),
      run,
      record: ++this.#records,
      mode: this.#begun.mode,
      provenance: this.#isSimulated(record) ? 'simulated' : provenance,
      level,
      category,
      event,
      ...NOTHING_SAID,
      ...said,
    };
    return { time: record.at, record: this.#records, text: JSON.stringify(whole) };
  }

  /** What nobody but our own simulation has done, whatever it traded on. */
  #isSimulated(record: WrittenRecord): boolean {
    if (record.kind === 'EquityKnown') return this.#isOnPaper;
    // No desk changes sets on the chain yet: only the simulation does.
    if (record.kind === 'SetsAnswered') return record.event.kind === 'SetsChanged';
    if (record.kind !== 'Answered' || record.event.kind !== 'OrderFilled') return false;
    return record.event.fill.evidence !== 'venue';
  }

  #eventOf(record: WrittenRecord): Event {
    switch (record.kind) {
      case 'RunBegun': {
        const { software, choice, strategies } = record;
        const told = strategies.map(({ name, parameters }) => ({ name, parameters }));
        return ['system', 'run_began', { data: { software, strategies: told, choice } }];
      }
      case 'RunEnded': {
        const { hash, fault } = record;
        const level = fault === undefined ? 'info' : 'error';
        return ['system', 'run_ended', { message: fault, data: { hash } }, level];
      }
      case 'Noticed':
        return ['system', 'noticed', { code: record.code, message: record.message }, 'warning'];
      case 'MarketDeclared': {
        const { market, facts } = record;
        this.#names.nameMarket(market, facts.slug, facts.labels);
        return ['market', 'market_declared', { market: facts.slug, data: facts }];
      }
      case 'ResolutionHeard': {
        const { market, resolution } = record;
        const said = { market: this.#names.market(market as never), code: resolution.source };
        return ['market', 'resolution_heard', { ...said, data: resolution }];
      }
      case 'GapHeard': {
        const { market, from, reason } = record;
        const said = { market: this.#names.market(market), code: reason };
        return ['market', 'gap_heard', { ...said, data: { from } }, 'warning'];
      }
      case 'EquityKnown':
        return ['system', 'equity_known', { data: { equity: record.equity } }];
      case 'Submitted':
      case 'Denied':
      case 'CancelRequested':
      case 'SetsRequested':
      case 'SetsDenied':
      case 'Skipped':
      case 'Forecasted':
        return this.#decided(record);
      case 'Answered': {
        const told = this.#answered(record.event);
        this.#orders.heard(record.event);
        return told;
      }
      default:
        return this.#happened(record);
    }
  }

  #decided(entry: Decided): Event {
    const { kind } = entry;
    if (kind === 'Submitted' || kind === 'Denied') {
      const { id, strategy, terms, reason } = entry.command;
      const order = { ...this.#ordered(strategy, terms), order_id: id };
      const data = { reason, timeInForce: terms.timeInForce, postOnly: terms.postOnly };
      if (kind === 'Denied') {
        const { code, message } = entry;
        return ['decision', 'order_denied', { ...order, code, message, data }, 'warning'];
      }
      this.#orders.submitted(id, terms.size, order);
      return ['decision', 'order_submitted', { ...order, code: reason.code, data }];
    }
    if (kind === 'CancelRequested') {
      const { order, reason } = entry.command;
      const said = this.#orders.get(order) ?? { order_id: order };
      return ['decision', 'cancel_requested', { ...said, code: reason.code, data: { reason } }];
    }
    if (kind === 'SetsRequested' || kind === 'SetsDenied') return this.#setsWished(entry);
    const { strategy, market } = entry;
    const about = { strategy: this.#names.strategy(strategy), market: this.#names.market(market) };
    if (kind === 'Skipped') {
      const { reason } = entry;
      return ['decision', 'skipped', { ...about, code: reason.code, data: { reason } }];
    }
    const { probability, mid, model } = entry;
    return ['forecast', 'forecast', { ...about, data: { probability, mid, model } }];
  }

  #setsWished(entry: Of<'SetsRequested' | 'SetsDenied'>): Event {
    const { id, strategy, market, direction, shares, reason } = entry.command;
    const said: Said = {
      strategy: this.#names.strategy(strategy),
      market: this.#names.market(market),
      order_id: id,
      side: direction,
      size: formatDecimal(shares),
    };
    const data = { reason };
    if (entry.kind === 'SetsDenied') {
      const { code, message } = entry;
      return ['decision', 'sets_denied', { ...said, code, message, data }, 'warning'];
    }
    this.#changes.set(id, said);
    return ['decision', 'sets_requested', { ...said, code: reason.code, data }];
  }

  #setsAnswered(event: Of<'SetsAnswered'>['event']): Event {
    const said = this.#changes.get(event.change) ?? { order_id: event.change };
    this.#changes.delete(event.change);
    if (event.kind === 'SetsChanged') {
      return ['trade', 'sets_changed', { ...said, data: { gas: event.gas } }];
    }
    const { code, message } = event;
    return ['trade', 'sets_refused', { ...said, code, message }, 'warning'];
  }

  #answered(event: Answer): Event {
    const said = this.#orders.get(event.order) ?? { order_id: event.order };
    switch (event.kind) {
      case 'OrderAccepted':
        return ['trade', 'order_accepted', said];
      case 'OrderRejected': {
        const { code, message } = event;
        return ['trade', 'order_rejected', { ...said, code, message }, 'warning'];
      }
      case 'OrderCanceled':
        return ['trade', 'order_canceled', { ...said, code: event.reason }];
      case 'OrderExpired':
        return ['trade', 'order_expired', said];
      case 'CancelRejected':
        return ['trade', 'cancel_rejected', { ...said, code: event.code }, 'warning'];
      case 'OrderFilled': {
        const { price, size, evidence } = event.fill;
        const done = { price: formatDecimal(price), size: formatDecimal(size) };
        return ['trade', 'order_filled', { ...said, ...done, code: evidence, data: event.fill }];
      }
      case 'FillSettled': {
        const { settlement, fillId } = event;
        const level = settlement === 'failed' ? 'warning' : 'info';
        return ['trade', 'fill_settled', { ...said, code: settlement, data: { fillId } }, level];
      }
    }
  }

  #happened(entry: Happened): Event {
    switch (entry.kind) {
      case 'SetsAnswered':
        return this.#setsAnswered(entry.event);
      case 'MarketListed':
        this.#names.nameMarket(entry.market, entry.slug);
        return ['market', 'market_listed', { market: entry.slug }];
      case 'MarketClosed':
        return ['market', 'market_closed', { market: this.#names.market(entry.market) }];
      case 'MarketResolved': {
        const { market, payout } = entry;
        const said = { market: this.#names.market(market), price: formatDecimal(payout) };
        return ['market', 'market_resolved', said];
      }
      case 'OutcomeDiffers': {
        const { kind: _kind, at: _at, market, ...data } = entry;
        const said = { market: this.#names.market(market), code: data.feed, data };
        return ['system', 'outcome_differs', said, 'error'];
      }
      case 'RiskModeChanged': {
        const { kind: _kind, at: _at, ...data } = entry;
        const said = { code: data.mode, message: modeInWords(entry), data };
        return ['system', 'risk_mode_changed', said, 'warning'];
      }
      case 'MarketPaused': {
        const { kind: _kind, at: _at, market, ...data } = entry;
        const said = { market: this.#names.market(market), code: data.code, data };
        return ['system', 'market_paused', said, 'warning'];
      }
      case 'PositionOpened': {
        const { strategy, token, shares, cost } = entry;
        const about = { strategy: this.#names.strategy(strategy), ...this.#names.token(token) };
        return [
          'trade',
          'position_opened',
          { ...about, size: formatDecimal(shares), data: { cost } },
        ];
      }
      case 'RewardSampled': {
        const { market, mine, others, reward } = entry;
        const said = { market: this.#names.market(market), data: { mine, others, reward } };
        return ['trade', 'reward_sampled', said];
      }
      case 'FillFollowed': {
        const { kind: _kind, at: _at, token, ...data } = entry;
        return ['trade', 'fill_followed', { ...this.#names.token(token), data }];
      }
      case 'Operated':
        if (entry.command.kind === 'ToPaper') this.#isOnPaper = true;
        return ['system', 'operated', { code: entry.command.kind, data: entry.command }];
      case 'StrategyHalted': {
        const { strategy, message } = entry;
        const said = { strategy: this.#names.strategy(strategy), message };
        return ['system', 'strategy_halted', said, 'error'];
      }
      case 'StrategyRestarted':
        return ['system', 'strategy_restarted', { strategy: this.#names.strategy(entry.strategy) }];
      case 'LoopFailed': {
        const { strategy, loop, message } = entry;
        const said = { strategy: this.#names.strategy(strategy), message, data: { loop } };
        return ['system', 'loop_failed', said, 'error'];
      }
      case 'LoopRecovered': {
        const { strategy, loop } = entry;
        const said = { strategy: this.#names.strategy(strategy), data: { loop } };
        return ['system', 'loop_recovered', said];
      }
    }
  }

  #ordered(strategy: number, { token, side, price, size }: OrderTerms): Said {
    return {
      strategy: this.#names.strategy(strategy),
      ...this.#names.token(token as TokenIndex),
      side,
      price: formatDecimal(price),
      size: formatDecimal(size),
    };
  }
}

type Of<K extends JournalEntry['kind']> = Extract<JournalEntry, { readonly kind: K }>;
type Decided = Of<
  | 'Submitted'
  | 'Denied'
  | 'CancelRequested'
  | 'SetsRequested'
  | 'SetsDenied'
  | 'Skipped'
  | 'Forecasted'
>;
type Answer = Of<'Answered'>['event'];
type Happened = Exclude<JournalEntry, Decided | Of<'Answered'>>;

/** In this order in every line. */
const NOTHING_SAID: Readonly<Record<keyof Said, null>> = {
  strategy: null,
  market: null,
  outcome: null,
  label: null,
  order_id: null,
  side: null,
  price: null,
  size: null,
  code: null,
  message: null,
  data: null,
};

/** To the microsecond, which a Date does not tell. */
function isoOf(micros: number): string {
  const seconds = new Date(Math.floor(micros / 1_000)).toISOString().slice(0, 19);
  return `${seconds}.${String(micros % 1_000_000).padStart(6, '0')}Z`;
}
