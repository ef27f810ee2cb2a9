import type { MarketFacts } from '../domain/market-facts.ts';
import type { CompletenessRule } from './importer.ts';
import type { SeriesTotals } from './series-totals.ts';

const MICROS_PER_SECOND = 1_000_000;

/** Whether a series covers its market's whole window, and if not, why; undefined without a rule. */
export function judgeSeries(
  series: SeriesTotals,
  market: MarketFacts,
  rule: CompletenessRule | undefined,
): { complete: boolean | undefined; because: readonly string[] } {
  const { opensAt, closesAt } = market;
  if (rule === undefined || opensAt === undefined) return { complete: undefined, because: [] };
  const heard = heardOf(series);
  if (heard === undefined) return { complete: false, because: ['no book'] };
  const because: string[] = [];
  const late = (heard.first - opensAt) / MICROS_PER_SECOND;
  if (late >= rule.firstWithinSeconds) {
    because.push(`first ${heard.what} ${late.toFixed(1)} s after the opening`);
  }
  const fromClose = rule.lastAfterSeconds < 0;
  const base = fromClose ? closesAt : opensAt;
  if (base === undefined) return { complete: undefined, because: [] };
  const isAny = rule.lastIsAnyMessage === true;
  const lastAt = isAny ? (series.lastMessage ?? heard.last) : heard.last;
  const last = (lastAt - base) / MICROS_PER_SECOND;
  if (last <= rule.lastAfterSeconds) {
    const what = `last ${isAny ? 'message' : heard.what}`;
    because.push(`${what} ${last.toFixed(1)} s after the ${fromClose ? 'close' : 'opening'}`);
  }
  if (heard.messages <= rule.moreMessagesThan) because.push(`only ${heard.messages} messages`);
  return { complete: because.length === 0, because };
}

type Heard = {
  readonly what: 'book' | 'price';
  readonly first: number;
  readonly last: number;
  readonly messages: number;
};

/** What tells of the series: its books, or where it has none the prices that were told. */
function heardOf(series: SeriesTotals): Heard | undefined {
  const { firstBook, lastBook, books, deltas, firstMessage, lastMessage, toldPrices = 0 } = series;
  if (firstBook !== undefined && lastBook !== undefined) {
    return { what: 'book', first: firstBook, last: lastBook, messages: books + deltas };
  }
  if (toldPrices === 0 || firstMessage === undefined || lastMessage === undefined) return undefined;
  return { what: 'price', first: firstMessage, last: lastMessage, messages: toldPrices };
}
