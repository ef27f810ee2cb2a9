import type { FeeSchedule } from '../domain/fee.ts';
import type { ConditionId, TokenId } from '../domain/ids.ts';
import type { ResolutionRule, TickChange } from '../domain/market.ts';
import type { MarketFacts } from '../domain/market-facts.ts';
import type { RewardProgramme } from '../domain/reward-programme.ts';
import type { TickSize } from '../domain/tick.ts';
import type { Shares, Timestamp } from '../domain/units.ts';
import type { StoredRow } from './stored-row.ts';
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
  known_since: 'BIGINT',
  source: 'VARCHAR',
  provenance: 'VARCHAR',
};

/** Written since 2026-11: tables of before lack them, and what they would say is unknown. */
export const LATER_COLUMNS: Columns = {
  /** 1 or 0. */
  negative_risk: 'BIGINT',
  listed_tick: 'BIGINT',
  /** Which markets belong together: not `group`, which is a word of SQL. */
  market_group: 'VARCHAR',
  rewards: 'VARCHAR',
  rewards_source: 'VARCHAR',
  created_at: 'BIGINT',
};

/** In the order of {@link MARKET_COLUMNS} and {@link LATER_COLUMNS}. */
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
    facts.knownSince,
    facts.source,
    provenance,
    facts.negativeRisk === undefined ? undefined : Number(facts.negativeRisk),
    facts.listedTick,
    facts.group,
    facts.rewards === undefined ? undefined : JSON.stringify(facts.rewards.value),
    facts.rewards?.source,
    facts.createdAt,
  ];
}

/** Reads back what {@link marketRow} wrote. @throws ArchiveError where it is damaged. */
export function marketOfRow(row: StoredRow): StoredMarket {
  const sourced = <T>(value: T | undefined, column: string) =>
    value === undefined ? undefined : { value, source: row.text(column) };
  const token = (column: string) => row.optionalText(column) as TokenId | undefined;
  const time = (column: string) => row.optionalInteger(column) as Timestamp | undefined;
  const ticks = (column: string) => row.optionalJson<TickChange[]>(column) ?? [];
  const negativeRisk = row.optionalInteger('negative_risk');
  const rewards = sourced(row.optionalJson<RewardProgramme>('rewards'), 'rewards_source');
  const createdAt = time('created_at');
  const group = row.optionalText('market_group');
  const listedTick = row.optionalInteger('listed_tick') as TickSize | undefined;
  const minimumSize = row.optionalInteger('minimum_size') as Shares | undefined;
  return {
    number: row.integer('market'),
    facts: {
      slug: row.text('slug'),
      conditionId: row.optionalText('condition_id') as ConditionId | undefined,
      tokens: [token('token_0'), token('token_1')],
      labels: [row.optionalText('label_0'), row.optionalText('label_1')],
      question: row.optionalText('question'),
      category: row.optionalText('category'),
      asset: row.optionalText('asset'),
      opensAt: time('opens_at'),
      closesAt: time('closes_at'),
      minimumSize: sourced(minimumSize, 'minimum_size_source'),
      fee: sourced(row.optionalJson<FeeSchedule>('fee'), 'fee_source'),
      rule: sourced(row.optionalJson<ResolutionRule>('rule'), 'rule_source'),
      takerDelayMs: sourced(row.optionalInteger('taker_delay_ms'), 'taker_delay_source'),
      knownSince: time('known_since'),
      source: row.text('source'),
      ...(negativeRisk === undefined ? {} : { negativeRisk: negativeRisk === 1 }),
      ...(listedTick === undefined ? {} : { listedTick }),
      ...(group === undefined ? {} : { group }),
      ...(rewards === undefined ? {} : { rewards }),
      ...(createdAt === undefined ? {} : { createdAt }),
    },
    ticks: [ticks('ticks_0'), ticks('ticks_1')],
  };
}
