// Assets by the words of questions. A symbol counts only in upper case or after a dollar sign, for
// many are words of every day; a name in any case.

const NAMES: Readonly<Record<string, readonly string[]>> = {
  btc: ['bitcoin'],
  eth: ['ethereum', 'ether'],
  sol: ['solana'],
  xrp: ['xrp', 'ripple'],
  doge: ['dogecoin'],
  bnb: ['bnb', 'binance coin'],
  ada: ['cardano'],
  avax: ['avalanche'],
  link: ['chainlink'],
  ltc: ['litecoin'],
  bch: ['bitcoin cash'],
  dot: ['polkadot'],
  trx: ['tron'],
  sui: [],
  ton: ['toncoin'],
  hype: ['hyperliquid'],
  ena: ['ethena'],
  pump: ['pump.fun'],
  pepe: [],
  shib: ['shiba inu'],
  xmr: ['monero'],
  zec: ['zcash'],
  aave: ['aave'],
  uni: ['uniswap'],
};

/** What has a price that no feed of ours tells: then a question asks for a price all the same. */
const OTHERS: ReadonlySet<string> = new Set([
  ...['gold', 'silver', 'copper', 'platinum', 'palladium'],
  ...['oil', 'crude oil', 'wti', 'brent', 'natural gas'],
  ...['s&p 500', 'spx', 'spy', 'nasdaq', 'nasdaq 100', 'dow jones'],
]);

/** `Gold (GC)`, `Meta (META) finish week of June 1`: a listed symbol in brackets. */
const LISTED = /^[^()]+ \([A-Z]{1,5}\)(?: finish week of [A-Za-z]+ \d+)?$/;
/** `$MATIC`, `$MATIC (Polygon)`: an asset by its symbol. */
const DOLLAR_SYMBOL = /^\$[A-Z]{2,6}(?: \([^()]+\))?$/;
/** Worth of the whole, which no price of a share or token tells. */
const WORTH = /\b(?:market cap|fdv|net worth)\b/i;

const SYMBOL = /^\$?([A-Z]{2,5})$/;

/** Which asset the words name and nothing else; undefined: none that we know. */
export function assetOf(words: string): string | undefined {
  const bare = words.trim().replace(/^the\s+/i, '');
  const [, name, bracketed] = /^(.*?)\s*\((.*?)\)$/.exec(bare) ?? [];
  if (name === undefined || bracketed === undefined) return plainAssetOf(bare);
  // Solana (SOL), $UNI (Uniswap): both have to name the same.
  const asset = plainAssetOf(name);
  return asset === plainAssetOf(bracketed) ? asset : undefined;
}

/** Do the words name something else that has a price? */
export function isOtherPriced(words: string): boolean {
  const bare = words.trim();
  return (
    OTHERS.has(bare.toLowerCase()) ||
    DOLLAR_SYMBOL.test(bare) ||
    (LISTED.test(bare) && !WORTH.test(bare))
  );
}

/** Do any of the words name an asset, whatever stands beside it? */
export function mentionsAsset(words: string): boolean {
  return words.split(/[^A-Za-z$.]+/).some((word) => plainAssetOf(word) !== undefined);
}

function plainAssetOf(words: string): string | undefined {
  const symbol = SYMBOL.exec(words)?.[1]?.toLowerCase();
  if (symbol !== undefined && symbol in NAMES) return symbol;
  const lower = words.toLowerCase();
  return Object.keys(NAMES).find((asset) => NAMES[asset]?.includes(lower));
}
