import type { ResolutionRule } from '../../domain/market.ts';
import type { GammaMarket } from '../wire/gamma/market.ts';

/** btc-15m-twap-60: the look-back in the name of a configuration. */
const AVERAGE = /-twap-(\d+)(?:s|\b)/;
/** https://data.chain.link/streams/btc-usd-twap-60s-streams. */
const STREAM = /chain\.link\/streams\/([a-z]+)-usd/;
const PAIR = /binance\.com\/.*\/([A-Z]+)_USDT/;

/**
 * Does what the market says of itself allow the rule of its date? The venue changes its rules on
 * announced days; a market that contradicts the calendar has an unknown rule, and nobody trades it.
 */
export function ruleFits(rule: ResolutionRule, market: GammaMarket): boolean {
  if (rule.kind === 'oracle') return false;
  const { resolutionSource, crypto } = market;
  return (
    (resolutionSource === undefined || sourceFits(rule, resolutionSource)) &&
    lookbackFits(rule, crypto.lookbackSeconds) &&
    lookbackFits(rule, lookbackIn(crypto.configuration)) &&
    (crypto.averaged === undefined || crypto.averaged === (rule.kind === 'twap_close_vs_open'))
  );
}

type PriceRule = Exclude<ResolutionRule, { readonly kind: 'oracle' }>;

function sourceFits(rule: PriceRule, address: string): boolean {
  const stream = STREAM.exec(address)?.[1];
  const pair = PAIR.exec(address)?.[1]?.toLowerCase();
  const feed = stream ? `chainlink/${stream}usd` : pair ? `binance/${pair}usdt` : undefined;
  if (feed !== rule.feed) return false;
  const told = lookbackIn(address);
  return rule.kind === 'twap_close_vs_open' ? told === rule.lookbackSeconds : told === undefined;
}

/** Without a number nothing is claimed. */
function lookbackFits(rule: PriceRule, seconds: number | undefined): boolean {
  if (seconds === undefined || seconds === 0) return true;
  return rule.kind === 'twap_close_vs_open' && rule.lookbackSeconds === seconds;
}

function lookbackIn(text: string | undefined): number | undefined {
  const found = AVERAGE.exec(text ?? '')?.[1];
  return found === undefined ? undefined : Number(found);
}
