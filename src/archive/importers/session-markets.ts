import { z } from 'zod';
import { type Outcome, parseConditionId, parseTokenId } from '../../domain/ids.ts';
import type { MarketFacts } from '../../domain/market-facts.ts';
import { parseShares } from '../../domain/units.ts';
import type { VenueWire } from '../../ports/venue-wire.ts';
import type { MarketNumber, UnitWriter } from '../importer.ts';
import { rowOf } from './json-rows.ts';
import { upDownFacts } from './up-down-facts.ts';

export type KnownToken = {
  readonly market: MarketNumber;
  readonly outcome: Outcome;
  /** When its window opens, µs. */
  readonly opensAt: number;
};

const outcome = z.object({ token_id: z.string(), outcome: z.string() });
const shape = z.object({
  slug: z.string(),
  title: z.string(),
  condition_id: z.string(),
  outcomes: z.tuple([outcome, outcome]),
  start_ts: z.number(),
  end_ts: z.number(),
  min_order_size: z.number(),
  fee_parameters: z.object({ raw_fee_config: z.unknown() }),
});

const GAMMA = 'Gamma, recorded with the session';

/** Declares the markets a session knew; its tokens by id. Unreadable lines go to quarantine. */
export function declareMarkets(
  lines: Buffer,
  file: string,
  wire: VenueWire,
  writer: UnitWriter,
): Map<string, KnownToken> {
  const tokens = new Map<string, KnownToken>();
  for (const [index, line] of lines.toString('utf8').split('\n').entries()) {
    if (line === '') continue;
    const facts = factsOf(line, wire);
    if (facts === undefined) {
      const source = { file, row: index + 1 };
      writer.quarantine(source, 'unknown_market', 'not a market of this recorder', line);
      continue;
    }
    const market = writer.market(facts);
    const opensAt = facts.opensAt ?? Number.NaN;
    for (const which of [0, 1] as const) {
      const token = facts.tokens[which];
      if (token !== undefined) tokens.set(token, { market, outcome: which, opensAt });
    }
  }
  return tokens;
}

function factsOf(line: string, wire: VenueWire): MarketFacts | undefined {
  const row = rowOf(shape, line);
  if (row === undefined) return undefined;
  const facts = upDownFacts(wire, row.slug);
  const condition = parseConditionId(row.condition_id);
  const [first, second] = row.outcomes;
  const one = parseTokenId(first.token_id);
  const two = parseTokenId(second.token_id);
  if (facts === undefined || !condition.ok || !one.ok || !two.ok) return undefined;
  if (facts.opensAt !== row.start_ts * 1_000 || facts.closesAt !== row.end_ts * 1_000) return;
  const fee = wire.feeSchedule(row.fee_parameters.raw_fee_config);
  const minimum = parseShares(String(row.min_order_size));
  return {
    ...facts,
    conditionId: condition.value,
    tokens: [one.value, two.value],
    labels: [first.outcome, second.outcome],
    question: row.title,
    fee: fee === undefined ? facts.fee : { value: fee, source: GAMMA },
    minimumSize: minimum.ok ? { value: minimum.value, source: GAMMA } : facts.minimumSize,
    source: GAMMA,
  };
}
