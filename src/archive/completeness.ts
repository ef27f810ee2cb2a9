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
  const { firstBook, lastBook } = series;
  if (firstBook === undefined || lastBook === undefined) {
    return { complete: false, because: ['no book'] };
  }
  const because: string[] = [];
  const late = (firstBook - opensAt) / MICROS_PER_SECOND;
  if (late >= rule.firstWithinSeconds) {
    because.push(`first book ${late.toFixed(1)} s after the opening`);
  }
  const fromClose = rule.lastAfterSeconds < 0;
  const base = fromClose ? closesAt : opensAt;
  if (base === undefined) return { complete: undefined, because: [] };
  const isAny = rule.lastIsAnyMessage === true;
  const lastAt = isAny ? (series.lastMessage ?? lastBook) : lastBook;
  const last = (lastAt - base) / MICROS_PER_SECOND;
  if (last <= rule.lastAfterSeconds) {
    const what = `last ${isAny ? 'message' : 'book'}`;
    because.push(`${what} ${last.toFixed(1)} s after the ${fromClose ? 'close' : 'opening'}`);
  }
  const messages = series.books + series.deltas;
  if (messages <= rule.moreMessagesThan) because.push(`only ${messages} messages`);
  return { complete: because.length === 0, because };
}
