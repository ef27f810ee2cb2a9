import { z } from 'zod';
import { roundDecimal } from '../../domain/decimal.ts';
import { parseConditionId, parseTokenId } from '../../domain/ids.ts';
import type { Resolution } from '../../domain/market.ts';
import type { MarketFacts } from '../../domain/market-facts.ts';
import { MICROS_PER_SECOND, parseShares, type Timestamp } from '../../domain/units.ts';
import type { VenueWire } from '../../ports/venue-wire.ts';
import type { InputFile, UnitWriter } from '../importer.ts';
import { readGzip } from './gzip-file.ts';
import { rowOf } from './json-rows.ts';
import { oraclePrints } from './oracle-prints.ts';
import { upDownFacts } from './up-down-facts.ts';

const shape = z.object({
  slug: z.string(),
  condition_id: z.string(),
  token_ids: z.tuple([z.string(), z.string()]),
  start_sec: z.number().int(),
  end_sec: z.number().int(),
  resolved: z.boolean(),
  outcome_prices: z.tuple([z.string(), z.string()]).nullable(),
  strike_value: z.string().nullable(),
  raw: z.object({
    question: z.string().optional(),
    outcomes: z.string(),
    feeSchedule: z.unknown(),
    orderMinSize: z.number().optional(),
    closedTime: z.string().optional(),
  }),
});
type Row = z.output<typeof shape>;

const GAMMA = 'Gamma, recorded with the market';

/** Imports the markets of a day: facts, official outcomes, and how the prints agree with them. */
export async function readOutcomes(
  file: InputFile,
  printFiles: readonly InputFile[],
  wire: VenueWire,
  writer: UnitWriter,
): Promise<void> {
  const values = await valuesBySecond(printFiles);
  const seen = new Set<string>();
  const lines = (await readGzip(file)).toString('utf8').split('\n');
  let rows = 0;
  for (const [index, line] of lines.entries()) {
    if (line === '') continue;
    rows++;
    const source = { file: file.name, row: index + 1 };
    const row = rowOf(shape, line);
    const facts = row === undefined ? undefined : factsOf(row, wire);
    if (row === undefined || facts === undefined) {
      writer.quarantine(source, 'malformed_row', 'not a market of this recorder', line);
    } else if (seen.has(row.slug)) {
      writer.quarantine(source, 'duplicate', `${row.slug} came before`, line);
    } else {
      seen.add(row.slug);
      outcome(row, facts, values, writer);
    }
  }
  writer.progress(rows);
}

/** Later receipt wins where a second was printed twice. */
async function valuesBySecond(files: readonly InputFile[]): Promise<Map<number, number>> {
  const values = new Map<number, number>();
  for (const file of files) {
    const prints = await oraclePrints(file, () => {});
    prints.sort((a, b) => a.receivedMs - b.receivedMs);
    for (const print of prints) values.set(print.madeMs / 1_000, print.value);
  }
  return values;
}

function factsOf(row: Row, wire: VenueWire): MarketFacts | undefined {
  const facts = upDownFacts(wire, row.slug);
  const condition = parseConditionId(row.condition_id);
  const first = parseTokenId(row.token_ids[0]);
  const second = parseTokenId(row.token_ids[1]);
  if (facts === undefined || !condition.ok || !first.ok || !second.ok) return undefined;
  if (facts.opensAt !== row.start_sec * MICROS_PER_SECOND) return undefined;
  if (facts.closesAt !== row.end_sec * MICROS_PER_SECOND) return undefined;
  const labels = row.raw.outcomes === '["Up", "Down"]' ? (['Up', 'Down'] as const) : undefined;
  if (labels === undefined) return undefined;
  const fee = wire.feeSchedule(row.raw.feeSchedule);
  const minimum = parseShares(String(row.raw.orderMinSize ?? ''));
  return {
    ...facts,
    conditionId: condition.value,
    tokens: [first.value, second.value],
    labels,
    question: row.raw.question,
    fee: fee === undefined ? facts.fee : { value: fee, source: GAMMA },
    minimumSize: minimum.ok ? { value: minimum.value, source: GAMMA } : facts.minimumSize,
    source: GAMMA,
  };
}

function outcome(
  row: Row,
  facts: MarketFacts,
  values: ReadonlyMap<number, number>,
  writer: UnitWriter,
): void {
  const market = writer.market(facts);
  const strike = row.strike_value === null ? undefined : strikeOf(row.strike_value);
  const print = values.get(row.start_sec);
  if (strike === undefined) writer.defect('market_without_strike');
  else if (print !== undefined) {
    writer.defect(strike === print ? 'strike_equals_print' : 'strike_differs_from_print');
  }
  const payout = row.resolved ? payoutOf(row.outcome_prices) : undefined;
  if (payout === undefined) {
    writer.defect('market_without_outcome');
    return;
  }
  const open = strike ?? print;
  const close = values.get(row.end_sec);
  let note = 'official outcome; no price at both ends to re-derive it from';
  if (open !== undefined && close !== undefined) {
    const agrees = close >= open === (payout === 1_000_000);
    note = `official outcome; the prices at both ends ${agrees ? 'agree' : 'DISAGREE'}`;
    writer.defect(agrees ? 'outcome_agrees_with_prints' : 'outcome_contradicts_prints');
  } else writer.defect('outcome_without_prints');
  const at = settledAt(row);
  writer.resolution(market, { payout, at, source: 'venue' }, note);
}

/** The venue's price to beat, 18 decimals on chain, in 1e-6 dollars. */
function strikeOf(text: string): number | undefined {
  const units = roundDecimal(text, 'halfEven', 18);
  return units.ok ? units.value : undefined;
}

/** A winner only where the venue says exactly 1 and 0, or one half each. */
function payoutOf(prices: Row['outcome_prices']): Resolution['payout'] | undefined {
  const [first, second] = prices ?? ['', ''];
  if (first === '1' && second === '0') return 1_000_000;
  if (first === '0' && second === '1') return 0;
  if (first === '0.5' && second === '0.5') return 500_000;
  return undefined;
}

/** When the venue closed the market, if it says so; never before the window's end. */
function settledAt(row: Row): Timestamp {
  const end = row.end_sec * MICROS_PER_SECOND;
  const told = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\+00$/.test(row.raw.closedTime ?? '')
    ? Date.parse(`${row.raw.closedTime}:00`.replace(' ', 'T')) * 1_000
    : Number.NaN;
  return (told >= end ? told : end) as Timestamp;
}
