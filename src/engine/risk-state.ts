import type { MarketIndex } from '../domain/ids.ts';
import type { MarketBreak, Streaks } from '../domain/market-break.ts';
import { noStreaks } from '../domain/market-break.ts';
import { NEW_STANDING, type RiskStanding } from '../domain/risk-standing.ts';
import type { Price, Timestamp } from '../domain/units.ts';

/** What the first outcome of a market was worth when its book was last to be trusted. */
export type Mark = { price: Price; at: Timestamp };

/** What is known of losses, and what they have stopped. */
export class RiskState {
  standing: RiskStanding;
  /** Of markets that were looked at while something was held there. */
  readonly marks = new Map<MarketIndex, Mark>();
  readonly breaks = new Map<MarketIndex, MarketBreak>();
  readonly streaks = new Map<MarketIndex, Streaks>();

  constructor(standing: RiskStanding = NEW_STANDING) {
    this.standing = standing;
  }

  /** Undefined: what is opened there is not held back by what went wrong. */
  breakIn(market: MarketIndex, now: Timestamp): MarketBreak | undefined {
    const found = this.breaks.get(market);
    return found !== undefined && now < found.until ? found : undefined;
  }

  streaksIn(market: MarketIndex): Streaks {
    let streaks = this.streaks.get(market);
    if (streaks === undefined) {
      streaks = noStreaks();
      this.streaks.set(market, streaks);
    }
    return streaks;
  }
}
