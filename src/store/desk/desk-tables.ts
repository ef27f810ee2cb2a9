/**
 * What a column holds. amount: units of 1e-6 (prices, shares, dollars); time: µs UTC; json: text
 * that is JSON. Any but those of the key may be NULL: not known, or not so.
 */
export type ColumnKind = 'text' | 'integer' | 'amount' | 'time' | 'real' | 'json';

export type Columns = Readonly<Record<string, ColumnKind>>;

/** A table of integers, and the view that shows the same in decimals. */
export type DeskTable = {
  readonly view: string;
  readonly summary: string;
  /** Beside the run. */
  readonly key: readonly string[];
  readonly columns: Columns;
};

/** Every row says of which run it is, and where what it tells comes from. */
const OF_RUN = { run: 'text', provenance: 'text' } as const;

/** What a row is about; `outcome` 0 or 1 and its label, both NULL about a market as a whole. */
const ABOUT = {
  strategy: 'text',
  market: 'text',
  outcome: 'integer',
  label: 'text',
} as const;

/** The store as it is since the newest migration. */
export const DESK_TABLES = {
  run: {
    view: 'runs',
    summary: 'each run of a desk: mode, software, configuration, how far it is in the store',
    key: [],
    columns: {
      ...OF_RUN,
      mode: 'text',
      began: 'time',
      ended: 'time',
      hash: 'text',
      fault: 'text',
      version: 'text',
      node: 'text',
      capital: 'amount',
      strategies: 'json',
      configuration: 'json',
      records: 'integer',
      bytes: 'integer',
    },
  },
  market: {
    view: 'markets',
    summary: 'markets that a run came to know, with their facts as it heard them',
    key: ['number'],
    columns: {
      ...OF_RUN,
      number: 'integer',
      market: 'text',
      listed: 'time',
      closed: 'time',
      question: 'text',
      category: 'text',
      asset: 'text',
      label_0: 'text',
      label_1: 'text',
      condition_id: 'text',
      token_0: 'text',
      token_1: 'text',
      opens: 'time',
      closes: 'time',
      minimum_size: 'amount',
      taker_delay_ms: 'integer',
      fee: 'json',
      rule: 'json',
    },
  },
  decision: {
    view: 'decisions',
    summary: 'orders, cancels, splits, merges and skips, why, and what became of them',
    key: ['entry'],
    columns: {
      ...OF_RUN,
      entry: 'integer',
      time: 'time',
      ...ABOUT,
      kind: 'text',
      order_id: 'integer',
      side: 'text',
      price: 'amount',
      size: 'amount',
      time_in_force: 'text',
      post_only: 'integer',
      expires: 'time',
      reason: 'text',
      numbers: 'json',
      status: 'text',
      code: 'text',
      message: 'text',
      filled: 'amount',
      ended: 'time',
    },
  },
  fill: {
    view: 'fills',
    summary: 'executions of our orders, with what the chain did with them',
    key: ['fill'],
    columns: {
      ...OF_RUN,
      fill: 'integer',
      entry: 'integer',
      time: 'time',
      venue_time: 'time',
      order_id: 'integer',
      ...ABOUT,
      side: 'text',
      price: 'amount',
      size: 'amount',
      amount: 'amount',
      fee: 'amount',
      rebate: 'amount',
      liquidity: 'text',
      match: 'text',
      evidence: 'text',
      settlement: 'text',
      settled: 'time',
    },
  },
  outcome: {
    view: 'outcomes',
    summary: 'how markets ended: the payout of the first outcome, who said so, and our own prints',
    key: ['market'],
    columns: {
      ...OF_RUN,
      market: 'text',
      time: 'time',
      payout: 'amount',
      source: 'text',
      own: 'amount',
      feed: 'text',
      own_open: 'amount',
      own_close: 'amount',
    },
  },
  forecast: {
    view: 'forecasts',
    summary: 'what a model said of the first outcome, beside the midpoint of that moment',
    key: ['entry'],
    columns: {
      ...OF_RUN,
      entry: 'integer',
      time: 'time',
      strategy: 'text',
      market: 'text',
      probability: 'real',
      mid: 'amount',
      model: 'text',
    },
  },
  trade: {
    view: 'trades',
    summary: 'profit and loss by round: from the first share bought until none is left',
    key: ['market', 'number'],
    columns: {
      ...OF_RUN,
      number: 'integer',
      ...ABOUT,
      state: 'text',
      opened: 'time',
      closed: 'time',
      exit: 'text',
      fills: 'integer',
      size: 'amount',
      entry_price: 'amount',
      exit_price: 'amount',
      payout: 'amount',
      cost: 'amount',
      entry_fee: 'amount',
      gross: 'amount',
      fees: 'amount',
      net: 'amount',
      rebate: 'amount',
      held_size: 'amount',
      held_cost: 'amount',
    },
  },
  opening: {
    view: 'openings',
    summary: 'shares that a run began with, and what they had cost',
    key: ['entry'],
    columns: {
      ...OF_RUN,
      entry: 'integer',
      time: 'time',
      ...ABOUT,
      size: 'amount',
      cost: 'amount',
    },
  },
  notice: {
    view: 'notices',
    summary: 'what a person should know: halts, alarms of the desk, words of the operator',
    key: ['record'],
    columns: {
      ...OF_RUN,
      record: 'integer',
      time: 'time',
      strategy: 'text',
      code: 'text',
      message: 'text',
    },
  },
} as const satisfies Record<string, DeskTable>;

export type DeskTableName = keyof typeof DESK_TABLES;

export const DESK_TABLE_NAMES = Object.keys(DESK_TABLES) as DeskTableName[];

export function tableOf(name: DeskTableName): DeskTable {
  return DESK_TABLES[name];
}
