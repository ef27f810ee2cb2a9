import type { FeeSchedule } from '../domain/fee.ts';
import type { ConditionId, TokenId } from '../domain/ids.ts';
import type { ResolutionRule, TickChange } from '../domain/market.ts';
import type { Shares, Timestamp } from '../domain/units.ts';
import type { DuckRow } from './duck.ts';
import type { MarketFacts } from './importer.ts';
import type { Cell, Columns } from './table-file.ts';

/** A market as stored: its facts, and the ticks seen in each token's series. */
export type StoredMarket = {
  readonly number: number;
  readonly facts: MarketFacts;
  readonly ticks: readonly [readonly TickChange[], readonly TickChange[]];
};

export const MARKET_COLUMNS: Columns = {
  market: 'BIGINT',
  slug: 'VARCHAR',
  condition_id: 'VARCHAR',
  token_0: 'VARCHAR',
  token_1: 'VARCHAR',
  label_0: 'VARCHAR',
  label_1: 'VARCHAR',
  question: 'VARCHAR',
  category: 'VARCHAR',
  asset: 'VARCHAR',
  opens_at: 'BIGINT',
  closes_at: 'BIGINT',
  ticks_0: 'VARCHAR',
  ticks_1: 'VARCHAR',
  minimum_size: 'BIGINT',
  minimum_size_source: 'VARCHAR',
  fee: 'VARCHAR',
  fee_source: 'VARCHAR',
  rule: 'VARCHAR',
  rule_source: 'VARCHAR',
  taker_delay_ms: 'BIGINT',
  taker_delay_source: 'VARCHAR',
  source: 'VARCHAR',
  provenance: 'VARCHAR',
};

/** In the order of {@link MARKET_COLUMNS}. */
export function marketRow({ number, facts, ticks }: StoredMarket, provenance: string): Cell[] {
  return [
    number,
    facts.slug,
    facts.conditionId,
    facts.tokens[0],
    facts.tokens[1],
    facts.labels[0],
    facts.labels[1],
    facts.question,
    facts.category,
    facts.asset,
    facts.opensAt,
    facts.closesAt,
    JSON.stringify(ticks[0]),
    JSON.stringify(ticks[1]),
    facts.minimumSize?.value,
    facts.minimumSize?.source,
    facts.fee === undefined ? undefined : JSON.stringify(facts.fee.value),
    facts.fee?.source,
    facts.rule === undefined ? undefined : JSON.stringify(facts.rule.value),
    facts.rule?.source,
    facts.takerDelayMs?.value,
    facts.takerDelayMs?.source,
    facts.source,
    provenance,
  ];
}

/** Reads back what {@link marketRow} wrote. */
export function marketOfRow(row: DuckRow): StoredMarket {
  const text = (name: string) => (row[name] ?? undefined) as string | undefined;
  const integer = (name: string) => {
    const value = row[name];
    return value === null || value === undefined ? undefined : Number(value);
  };
  const sourced = <T>(value: T | undefined, name: string) =>
    value === undefined ? undefined : { value, source: text(name) ?? '' };
  const json = <T>(name: string) => {
    const stored = text(name);
    return stored === undefined ? undefined : (JSON.parse(stored) as T);
  };
  return {
    number: integer('market') ?? 0,
    facts: {
      slug: text('slug') ?? '',
      conditionId: text('condition_id') as ConditionId | undefined,
      tokens: [text('token_0') as TokenId | undefined, text('token_1') as TokenId | undefined],
      labels: [text('label_0'), text('label_1')],
      question: text('question'),
      category: text('category'),
      asset: text('asset'),
      opensAt: integer('opens_at') as Timestamp | undefined,
      closesAt: integer('closes_at') as Timestamp | undefined,
      minimumSize: sourced(integer('minimum_size') as Shares | undefined, 'minimum_size_source'),
      fee: sourced(json<FeeSchedule>('fee'), 'fee_source'),
      rule: sourced(json<ResolutionRule>('rule'), 'rule_source'),
      takerDelayMs: sourced(integer('taker_delay_ms'), 'taker_delay_source'),
      source: text('source') ?? '',
    },
    ticks: [json<TickChange[]>('ticks_0') ?? [], json<TickChange[]>('ticks_1') ?? []],
  };
}
