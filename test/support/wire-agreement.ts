// Damage in one place must not show in another: what a reader makes of fields that a mutation did
// not touch is what it makes of them undamaged. Which output may depend on which input is said
// here by name, apart from the parsers, so that they cannot excuse themselves.
import { isDeepStrictEqual } from 'node:util';

type Obj = Readonly<Record<string, unknown>>;

/** Inputs that an output depends on besides fields of its own name. */
const DEPENDS: Readonly<Record<string, string>> = {
  token: 'asset_id asset token_id tokenId t',
  market: 'condition_id conditionId c',
  tsEvent: 'timestamp',
  tsSent: 'ts timestamp',
  at: 'timestamp t match_time',
  tick: `tick_size new_tick_size minimum_tick_size mts orderPriceMinTickSize
    order_price_min_tick_size`,
  bestBid: 'best_bid BUY',
  bestAsk: 'best_ask SELL',
  changes: 'price_changes asset_id price size side best_bid best_ask hash',
  transaction: 'transaction_hash transactionHash',
  transactions: 'transactionsHashes',
  tokens: 'clob_token_ids t',
  labels: 'outcomes',
  label: 'outcome o winning_outcome',
  winner: 'winning_asset_id',
  fee: 'fee_schedule fees_enabled feeSchedule feesEnabled fd',
  order: 'id order_id orderID taker_order_id',
  trade: 'id trade_id tradeID',
  trades: 'associate_trades tradeIDs',
  change: 'type',
  what: 'op',
  kind: 'type op channel',
  number: 'type',
  size: 'original_size side order_type matched_amount current_size amount',
  sizeMatched: 'size_matched',
  budget: 'original_size side order_type',
  timeInForce: 'order_type',
  createdAt: 'created_at',
  expiresAt: 'expiration',
  maker: 'maker_address',
  taker: `taker_order_id asset_id side price size outcome owner maker_address`,
  makers: 'maker_orders asset_id side',
  side: 'asset_id',
  ownSide: 'trader_side',
  matchedAt: 'match_time matchtime',
  updatedAt: 'last_update last_update_timestamp',
  // One reader decides about an answer to an order from all that it says.
  outcome: 'success orderID errorMsg error status',
  error: 'errorMsg error error_msg err_msg success orderID status',
  status: 'success orderID errorMsg error',
  making: 'makingAmount',
  taking: 'takingAmount',
  request: 'rid',
  sequence: 'seq',
  feed: 'symbol source window_seconds',
  prints: 'payload snapshot ts timestamp topic',
  text: 'value full_accuracy_value',
  value: 'full_accuracy_value current_value data',
  history: 'snapshot data',
  rows: 'data markets events',
  nextCursor: 'next_cursor pagination',
  hasMore: 'pagination has_more',
  total: 'pagination totalResults',
  hash: '',
  negativeRisk: 'neg_risk nr negRisk negative_risk negativeRisk',
  negativeRiskMarket: 'negRiskMarketID',
  minimumSize: 'min_order_size minimum_order_size mos orderMinSize rewardsMinSize mi',
  lastPrice: 'last_trade_price lastTradePrice',
  price: 'p curPrice current_price mid spread',
  acceptsOrders: 'accepting_orders ao acceptingOrders',
  acceptsOrdersSince: 'aot acceptingOrdersTimestamp',
  delaySeconds: 'sd seconds_delay secondsDelay',
  takerDelay: 'itode',
  rewards: 'r rewardsMinSize rewardsMaxSpread clobRewards holdingRewardsEnabled',
  ratePpm: 'rate r',
  exponent: 'e',
  takerOnly: 'to',
  mostSpread: 'ma',
  restSeconds: 'moas',
  questionId: 'question_id questionID',
  slug: 'market_slug',
  hasOrderBook: 'enable_order_book enableOrderBook',
  endsAt: 'end_date_iso endDate',
  gameStartsAt: 'game_start_time gameStartTime',
  canceled: '',
  notCanceled: 'not_canceled',
  next: 'heartbeat_id',
  key: 'apiKey',
  about: 'payload',
  outcomes: 'outcomePrices clobTokenIds',
  payout: 'closed umaResolutionStatus outcomes outcomePrices clobTokenIds payouts',
  resolutionStatus: 'umaResolutionStatus',
  opensAt: 'eventStartTime',
  closedAt: 'closedTime',
  groupItem: 'groupItemTitle',
  sportsType: 'sportsMarketType',
  crypto: 'cryptoMarketConfigId cryptoMarketConfig',
  quote: 'bestBid bestAsk lastTradePrice volume volumeNum volume24hr liquidity liquidityNum',
  startsAt: 'startTime',
  priceToBeat: 'eventMetadata',
  finalPrice: 'eventMetadata',
  wallet: 'proxyWallet proxy_wallet user data',
  outcomeIndex: 'outcome_index',
  amount: 'usdcSize usdc_size',
  direction: 'side',
  combo: 'is_combo',
  averagePrice: 'avgPrice avg_price',
  cost: 'initialValue entry_cost_usdc',
  realizedProfit: 'realizedPnl realized_pnl',
  unrealizedProfit: 'cashPnl unrealized_pnl',
  bought: 'totalBought total_size',
  otherToken: 'oppositeAsset opposite_token_id',
  wasDisputed: 'was_disputed',
  rulesUpdated: 'new_version_q',
  resolvedAt: 'resolved_at',
};
const dependsOn = new Map(
  Object.entries(DEPENDS).map(([name, inputs]) => [name, inputs.split(/\s+/).filter(Boolean)]),
);

/** Lists that are put together from several. */
const INTERLEAVED: ReadonlySet<string> = new Set(['outcomes']);

/**
 * Where the readings of an undamaged input and of a damaged one differ although the damage is
 * elsewhere; undefined when they agree. `whole` and `damaged` are the parsed inputs, `from` and
 * `to` what was read of each.
 */
export function disagreement(
  whole: unknown,
  damaged: unknown,
  from: unknown,
  to: unknown,
  path = 'out',
): string | undefined {
  if (sameInput(whole, damaged)) {
    return isDeepStrictEqual(from, to) ? undefined : `${path} differs, its input does not`;
  }
  if (Array.isArray(from) && Array.isArray(to))
    return listDisagreement(whole, damaged, from, to, path);
  if (from instanceof Map && to instanceof Map)
    return mapDisagreement(whole, damaged, from, to, path);
  if (!isObject(whole) || !isObject(damaged) || !isObject(from) || !isObject(to)) return undefined;
  // Damage to what a message calls itself makes it another message.
  if (from.kind !== to.kind || from.outcome !== to.outcome) return undefined;
  for (const [name, value] of Object.entries(to)) {
    const inputs = [name, ...(dependsOn.get(name) ?? [])];
    const touched = inputs.filter((input) => !sameInput(whole[input], damaged[input]));
    const [only] = touched;
    if (only === undefined) {
      if (!isDeepStrictEqual(from[name], value))
        return `${path}.${name} differs, its inputs do not`;
    } else if (touched.length === 1 && isList(whole[only]) && !INTERLEAVED.has(name)) {
      const deeper = disagreement(whole[only], damaged[only], from[name], value, `${path}.${name}`);
      if (deeper !== undefined) return deeper;
    }
  }
  return undefined;
}

/** Entry by entry where none is missing; else no entry is new, and no good one is hidden. */
function listDisagreement(
  whole: unknown,
  damaged: unknown,
  from: readonly unknown[],
  to: readonly unknown[],
  path: string,
): string | undefined {
  if (!isList(whole) || !isList(damaged) || from.length !== whole.length) return undefined;
  if (to.length === damaged.length) {
    for (let i = 0; i < Math.min(from.length, to.length); i++) {
      const found = disagreement(whole[i], damaged[i], from[i], to[i], `${path}[${i}]`);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  const good = damaged.map((entry) => whole.findIndex((one) => sameInput(one, entry)));
  const hidden = good.find((i) => i >= 0 && !to.some((one) => isDeepStrictEqual(one, from[i])));
  if (hidden !== undefined) return `${path}[${hidden}] is hidden by another entry's damage`;
  if (good.some((i) => i < 0)) return undefined;
  const odd = to.findIndex((entry) => !from.some((one) => isDeepStrictEqual(one, entry)));
  return odd < 0 ? undefined : `${path}[${odd}] was never there`;
}

function mapDisagreement(
  whole: unknown,
  damaged: unknown,
  from: ReadonlyMap<unknown, unknown>,
  to: ReadonlyMap<unknown, unknown>,
  path: string,
): string | undefined {
  if (!isObject(whole) || !isObject(damaged)) return undefined;
  for (const [key, value] of to) {
    const name = String(key);
    if (!from.has(key) || !sameInput(whole[name], damaged[name])) continue;
    if (!isDeepStrictEqual(from.get(key), value))
      return `${path}.${name} differs, its input does not`;
  }
  return undefined;
}

/** Deeper than any sample: what goes on below is damage. */
const DEEPEST = 50;

/** Two parsed inputs compared, down to where a damaged one may have thousands of levels. */
export function sameInput(one: unknown, other: unknown, depth = 0): boolean {
  if (Object.is(one, other)) return true;
  if (depth > DEEPEST || typeof one !== 'object' || typeof other !== 'object') return false;
  if (one === null || other === null || isList(one) !== isList(other)) return false;
  const keys = Object.keys(one);
  if (keys.length !== Object.keys(other).length) return false;
  return keys.every(
    (key) =>
      Object.hasOwn(other, key) && sameInput((one as Obj)[key], (other as Obj)[key], depth + 1),
  );
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

function isObject(value: unknown): value is Obj {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
