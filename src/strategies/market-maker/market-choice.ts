import type { MarketIndex, TokenIndex } from '../../domain/ids.ts';
import {
  MICROS_PER_SECOND,
  type Price,
  SCALE,
  type Shares,
  type Timestamp,
} from '../../domain/units.ts';
import {
  MarketScanner,
  type SavedHeard,
  type ScannedMarket,
  type ScannerRule,
} from '../../models/market-rank/market-scanner.ts';
import type { View } from '../../ports/view.ts';
import type { QuotedMarket } from './quoted-market.ts';

export type ChoiceRule = ScannerRule & {
  /** Whether only markets that a scan chooses are quoted. */
  readonly isRanked: boolean;
  /** Seconds from one scan to the next. */
  readonly scanEvery: number;
};

const NOT_SCANNED = 'not_scanned';
const LOWER_HALF = 'lower_half';
/** Each fill weighs the same. */
const ONE_SHARE = SCALE as Shares;

/**
 * Which markets are quoted: all, or those that a scan ranks first; of these the upper half while
 * the risk gate says `reduce`, as S1 did. In the others what is held is sold, and nothing bought.
 */
export class MarketChoice {
  readonly #rule: ChoiceRule;
  readonly #halvingRule: ScannerRule;
  readonly #scanner: MarketScanner;
  /** Of the last scan, by market: why it is not quoted; undefined: it is. */
  readonly #bars = new Map<MarketIndex, string | undefined>();
  #isHalving = false;
  #scanAt = 0;

  constructor(rule: ChoiceRule) {
    this.#rule = rule;
    // To compare markets among each other it is enough to take them to trade alike.
    this.#halvingRule = { ...rule, assumedActivity: rule.assumedActivity ?? 1 };
    this.#scanner = new MarketScanner(rule);
  }

  /** `saved`: what an earlier run has heard of it. */
  listed(market: MarketIndex, view: View, saved?: SavedHeard): void {
    if (saved === undefined) this.#scanner.listed(market, view);
    else this.#scanner.recall(market, saved, view);
  }

  save(market: MarketIndex): SavedHeard | undefined {
    return this.#scanner.save(market);
  }

  closed(market: MarketIndex): void {
    this.#scanner.closed(market);
    this.#bars.delete(market);
  }

  hearPrint(token: TokenIndex, price: Price, size: Shares, now: Timestamp): void {
    this.#scanner.hearPrint(token, price, size, now);
  }

  /** The midpoint went so far against a fill, dollars a share. */
  hearMarkout(market: MarketIndex, loss: number): void {
    this.#scanner.hearMarkout(market, loss, ONE_SHARE);
  }

  /** Of a market that begins to be quoted: until the next look nobody knows. */
  begin(quoted: QuotedMarket): void {
    if (!this.#isChoosing) return;
    if (!this.#bars.has(quoted.market)) this.#scanAt = 0;
    quoted.barred = this.#barOf(quoted.market);
  }

  /** Whether the gate has begun or ceased to say `reduce`. */
  isOutdated(view: View): boolean {
    return (view.risk.mode === 'reduce') !== this.#isHalving;
  }

  /** Scans when it is time to; markets for which that changes something are to be looked at. */
  update(all: readonly (QuotedMarket | undefined)[], view: View): void {
    const isOutdated = this.isOutdated(view);
    this.#isHalving = view.risk.mode === 'reduce';
    if (!isOutdated && (!this.#isChoosing || view.now < this.#scanAt)) return;
    this.#bars.clear();
    if (this.#isChoosing) this.#scan(all, view);
    for (const quoted of all) {
      if (quoted === undefined) continue;
      const bar = this.#barOf(quoted.market);
      if (bar === quoted.barred) continue;
      quoted.barred = bar;
      quoted.nextLook = view.now;
    }
  }

  get #isChoosing(): boolean {
    return this.#rule.isRanked || this.#isHalving;
  }

  #barOf(market: MarketIndex): string | undefined {
    if (!this.#isChoosing) return undefined;
    return this.#bars.has(market) ? this.#bars.get(market) : NOT_SCANNED;
  }

  #scan(all: readonly (QuotedMarket | undefined)[], view: View): void {
    const { isRanked, scanEvery } = this.#rule;
    this.#scanAt = view.now + scanEvery * MICROS_PER_SECOND;
    for (const quoted of all) if (quoted !== undefined) this.#rest(quoted, view);
    const ranks = this.#scanner.rank(view, isRanked ? this.#rule : this.#halvingRule);
    const eligible = ranks.filter(isRanked ? isChosen : hasBook);
    const most = this.#isHalving ? Math.max(1, eligible.length >> 1) : eligible.length;
    const kept = new Set(eligible.slice(0, most));
    for (const rank of ranks) {
      const why = (isRanked ? rank.obstacle?.code : undefined) ?? LOWER_HALF;
      this.#bars.set(rank.market, kept.has(rank) ? undefined : why);
    }
  }

  /** What is paused, denied too often or stood off is not chosen before that is over. */
  #rest({ market, denials, guarded }: QuotedMarket, view: View): void {
    const stoodOff = guarded.standOffAt(view.now)?.until ?? 0;
    const until = Math.max(view.breakIn(market)?.until ?? 0, denials.until, stoodOff);
    if (until > view.now) this.#scanner.rest(market, until as Timestamp);
  }
}

function isChosen({ obstacle }: ScannedMarket): boolean {
  return obstacle === undefined;
}

function hasBook({ facts }: ScannedMarket): boolean {
  return facts.bid !== undefined && facts.ask !== undefined;
}
