// What must hold of everything that a reader hands out, whatever it was given: prices on the scale,
// sizes that are whole and not negative, ids of their form, times that are times.
const MOST = 1_000_000;

const isUnits = (value: unknown) => Number.isSafeInteger(value);
const isPrice = (value: unknown) =>
  isUnits(value) && (value as number) >= 0 && (value as number) <= MOST;
const isPaid = (value: unknown) => isPrice(value) && value !== 0;
const isSize = (value: unknown) => isUnits(value) && (value as number) >= 0;
const isTime = (value: unknown) => isUnits(value) && (value as number) > 0;
const matches = (form: RegExp) => (value: unknown) => typeof value === 'string' && form.test(value);
const isHash = matches(/^0x[0-9a-f]{64}$/);
const isToken = matches(/^(0|[1-9]\d{0,77})$/);
const oneOf =
  (...words: readonly unknown[]) =>
  (value: unknown) =>
    words.includes(value);

type Check = (value: unknown) => boolean;

/** By the name of the field, wherever it stands. */
const CHECKS: Readonly<Record<string, Check>> = {
  price: isPrice,
  bestBid: isPrice,
  bestAsk: isPrice,
  lastPrice: isPrice,
  averagePrice: isPrice,
  payout: oneOf(0, 500_000, MOST),
  size: isSize,
  sizeMatched: isSize,
  minimumSize: isSize,
  bought: isSize,
  budget: isUnits,
  value: isUnits,
  volume: isUnits,
  volume24h: isUnits,
  liquidity: isUnits,
  cost: isUnits,
  realizedProfit: isUnits,
  unrealizedProfit: isUnits,
  amount: isUnits,
  balance: isSize,
  ratePpm: isPrice,
  makerRebatePpm: isPrice,
  tick: oneOf(100_000, 10_000, 5_000, 2_500, 1_000, 100),
  token: isToken,
  otherToken: isToken,
  winner: (value) => typeof value === 'boolean' || isToken(value),
  up: isToken,
  down: isToken,
  market: isHash,
  conditionId: isHash,
  questionId: isHash,
  order: isHash,
  trade: matches(/^[\w-]{1,100}$/),
  transaction: isHash,
  wallet: matches(/^0x[0-9a-f]{40}$/),
  maker: matches(/^0x[0-9a-f]{40}$/),
  side: oneOf('buy', 'sell', 0, 1),
  timeInForce: oneOf('GTC', 'GTD', 'FOK', 'FAK'),
  sequence: isSize,
  exponent: isSize,
};

/** Of messages about orders and levels: a price there is never zero. */
const PAID_KINDS: ReadonlySet<unknown> = new Set([
  'LevelsChanged',
  'TradePrinted',
  'OrderChanged',
  'TradeChanged',
]);

const PART = ['order', 'token', 'side', 'price', 'size'];
/** What a message is worthless without, by its kind; `change` is an entry inside. */
const NEEDED: Readonly<Record<string, readonly string[]>> = {
  BookSnapshot: ['token', 'tsEvent', 'bids', 'asks'],
  LevelsChanged: ['tsEvent', 'changes'],
  TradePrinted: ['token', 'tsEvent', 'side', 'price', 'size'],
  TickSizeChanged: ['token', 'tsEvent', 'tick'],
  BestChanged: ['token', 'tsEvent'],
  MarketListed: ['market', 'tsEvent', 'slug', 'tokens', 'labels'],
  MarketResolved: ['market', 'tsEvent'],
  OrderChanged: ['order', 'token', 'tsEvent', 'side', 'price', 'sizeMatched', 'status', 'change'],
  TradeChanged: ['trade', 'tsEvent', 'status', 'taker', 'makers'],
  PricesPrinted: ['channel', 'sequence', 'tsSent', 'prints'],
  change: ['token', 'side', 'price', 'size'],
};

function neededOf(value: object, place: string): readonly string[] {
  const { kind } = value as { kind?: unknown };
  if (typeof kind === 'string' && Object.hasOwn(NEEDED, kind)) return NEEDED[kind] ?? [];
  if (/\.changes\[\d+\]$/.test(place)) return NEEDED.change ?? [];
  return /\.(taker|makers\[\d+\])$/.test(place) ? PART : [];
}

/** The first thing wrong with a value that a reader handed out; undefined when all is well. */
export function faultOf(value: unknown, path = 'out', paid = false): string | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? undefined : `${path} is ${value}`;
  if (typeof value !== 'object' || value === null) return wordFault(value, path);
  if (value instanceof Map) return mapFault(value, path, paid);
  if (Array.isArray(value)) {
    return first(value.map((item, i) => faultOf(item, `${path}[${i}]`, paid)));
  }
  if (isLevels(value)) return levelsFault(value, path);
  const fields = value as Readonly<Record<string, unknown>>;
  const missing = neededOf(value, path).find((name) => fields[name] === undefined);
  if (missing !== undefined) return `${path} has no ${missing}`;
  if ('feed' in fields && !isTime(fields.value)) return `${path}.value is ${String(fields.value)}`;
  const { kind } = fields;
  const strict = paid || PAID_KINDS.has(kind);
  return first(
    Object.entries(value).map(([name, field]) => {
      const place = `${path}.${name}`;
      if (field === undefined) return undefined;
      const check = name === 'price' && strict ? isPaid : checkOf(name);
      if (typeof field !== 'object' && check?.(field) === false)
        return `${place} is ${String(field)}`;
      return faultOf(field, place, strict);
    }),
  );
}

function checkOf(name: string): Check | undefined {
  if (Object.hasOwn(CHECKS, name)) return CHECKS[name];
  return /^(at|ts[A-Z].*|.*At|.*Since)$/.test(name) ? isTime : undefined;
}

function wordFault(value: unknown, path: string): string | undefined {
  switch (typeof value) {
    case 'undefined':
    case 'boolean':
      return undefined;
    case 'bigint':
      return (value as bigint) >= 0n ? undefined : `${path} is ${String(value)}`;
    case 'string':
      return value.length <= 100_000 ? undefined : `${path} is a text of ${value.length}`;
    default:
      return value === null ? `${path} is null` : `${path} is a ${typeof value}`;
  }
}

function mapFault(map: ReadonlyMap<unknown, unknown>, path: string, paid: boolean) {
  for (const [key, value] of map) {
    if (!isHash(key) && !isToken(key) && !CHECKS.wallet?.(key)) return `${path} has ${String(key)}`;
    const fault = faultOf(value, `${path}.${String(key)}`, paid);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

type Columns = { readonly price: Int32Array; readonly size: Float64Array };

function isLevels(value: object): value is Columns {
  return (value as { price?: unknown }).price instanceof Int32Array;
}

/** Best first, so strictly falling or strictly rising; no level of nothing. */
function levelsFault({ price, size }: Columns, path: string): string | undefined {
  if (price.length !== size.length) return `${path} has columns of two lengths`;
  const direction = Math.sign((price[1] ?? 0) - (price[0] ?? 0));
  for (let i = 0; i < price.length; i++) {
    const at = price[i] ?? 0;
    if (!(at > 0 && at < MOST)) return `${path}.price[${i}] is ${at}`;
    if (!(isSize(size[i]) && size[i] !== 0)) return `${path}.size[${i}] is ${size[i]}`;
    if (i > 0 && Math.sign(at - (price[i - 1] ?? 0)) !== direction)
      return `${path} is not in order`;
  }
  return undefined;
}

function first(faults: readonly (string | undefined)[]): string | undefined {
  return faults.find((fault) => fault !== undefined);
}
