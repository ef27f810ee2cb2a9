import { SERVICES } from '../../feeds/services.ts';
import type { Transport } from '../../net/transport.ts';
import { ClobClient } from '../../polymarket/rest/clob-client.ts';
import { askGeoblock } from '../../polymarket/rest/geoblock.ts';
import type { ServiceOptions } from '../../polymarket/rest/service.ts';
import { VenueClock } from '../../polymarket/rest/venue-clock.ts';
import { VenueLimiter } from '../../polymarket/rest/venue-limiter.ts';
import type { Services } from '../../polymarket/services.ts';
import type { Clock } from '../../ports/clock.ts';
import { type Knock, type Knocker, knockHttp, knockSocket } from './probe.ts';

/** Where reference prices come from. */
export type Feeds = {
  readonly binance: string;
  /** Hosts of a stream, of which the next is asked where one refuses us from this place. */
  readonly binanceStream: readonly string[];
  readonly binanceFutures: string;
  readonly futuresStream: readonly string[];
  readonly coinbaseStream: readonly string[];
  readonly deribit: string;
  readonly fearGreed: string;
};

/** Answers that cost nobody anything. Binance: the host that serves market data only. */
export const FEEDS: Feeds = {
  binance: 'https://data-api.binance.vision/api/v3/ping',
  binanceStream: SERVICES.binanceStream,
  binanceFutures: 'https://fapi.binance.com/fapi/v1/ping',
  futuresStream: SERVICES.binanceFuturesStream,
  coinbaseStream: SERVICES.coinbaseStream,
  deribit: 'https://www.deribit.com/api/v2/public/test',
  fearGreed: 'https://api.alternative.me/fng/?limit=1',
};

export type ServiceLook = {
  readonly name: string;
  readonly host: string;
  /** What to do without it; undefined: the desk does not work without it. */
  readonly instead: string | undefined;
  readonly knock: Knock;
};

/** What of the outside can be reached, and what it says about us. Undefined: it did not say. */
export type NetworkLook = {
  readonly services: readonly ServiceLook[];
  /** Our clock minus the venue's, and how far from the truth that may be. */
  readonly skew: { readonly ms: number; readonly boundMs: number } | undefined;
  /** Why nothing would be signed: the clock, or the version of orders that the venue takes. */
  readonly clockFault: string | undefined;
  readonly versionFault: string | undefined;
  readonly place:
    | {
        readonly blocked: boolean;
        readonly country: string | undefined;
        readonly region: string | undefined;
      }
    | undefined;
};

export type LookOptions = {
  readonly services: Services;
  readonly feeds: Feeds;
  readonly clock: Clock;
  readonly transport: Transport;
  readonly userAgent: string;
  /** Nothing is waited for longer, ms; all is asked at once. */
  readonly timeoutMs: number;
};

/** Knocks at every service once. */
export async function lookAtNetwork(options: LookOptions): Promise<NetworkLook> {
  const rest = restOptions(options);
  const clob = new ClobClient(options.services.clob, rest);
  const [services, , version, place] = await Promise.all([
    Promise.all(knocks(options)),
    clob.state.time(),
    clob.state.version(),
    askGeoblock(options.services.geoblock, rest),
  ]);
  const seconds = rest.venueClock.seconds();
  const may = clob.state.maySign();
  const skew = rest.venueClock.skew();
  return {
    services,
    skew,
    clockFault: skew === undefined || seconds.ok ? undefined : seconds.message,
    versionFault: version.kind !== 'ok' || may.ok ? undefined : may.message,
    place: place.kind === 'ok' ? place.value : undefined,
  };
}

function restOptions({ clock, userAgent, timeoutMs }: LookOptions): ServiceOptions {
  return {
    clock,
    userAgent,
    timeoutMs,
    venueClock: new VenueClock(clock),
    limiter: new VenueLimiter(clock),
    random: Math.random,
    retry: { attemptsMost: 1 },
  };
}

/** A recording goes on without any of the feeds, and can leave them out. */
const LEAVE_OUT = 'Record without it: --feeds names the others.';

function knocks({ services, feeds, ...knocker }: LookOptions): readonly Promise<ServiceLook>[] {
  return [
    http('CLOB', `${services.clob}/time`, knocker),
    http('Gamma', `${services.gamma}/tags?limit=1`, knocker),
    http('Data', `${services.data}/v2/status`, knocker),
    socket('Market socket', services.marketSocket, knocker),
    socket('PolyBolt', services.priceSocket, knocker, 'The oracle is heard over RTDS alone then.'),
    // To be switched off some day (docs, read 2026-10).
    socket(
      'RTDS',
      services.legacyPriceSocket,
      knocker,
      'Hear the oracle by PolyBolt: needs a key.',
    ),
    http('Binance', feeds.binance, knocker, LEAVE_OUT),
    stream('Binance stream', feeds.binanceStream, '/stream?streams=btcusdt@trade', knocker),
    http('Binance futures', feeds.binanceFutures, knocker, LEAVE_OUT),
    stream('Futures stream', feeds.futuresStream, '/stream?streams=btcusdt@aggTrade', knocker),
    stream('Coinbase', feeds.coinbaseStream, '', knocker),
    http('Deribit', feeds.deribit, knocker, LEAVE_OUT),
    http('Fear and greed', feeds.fearGreed, knocker, LEAVE_OUT),
  ];
}

async function http(
  name: string,
  address: string,
  knocker: Knocker,
  instead?: string,
): Promise<ServiceLook> {
  const knock = await knockHttp(address, knocker);
  return { name, host: new URL(address).host, instead, knock };
}

async function socket(
  name: string,
  url: string,
  knocker: Knocker,
  instead?: string,
): Promise<ServiceLook> {
  const knock = await knockSocket(url, knocker);
  return { name, host: new URL(url).host, instead, knock };
}

/** The path is part of the door: a proxy may let only some through. */
async function stream(
  name: string,
  hosts: readonly string[],
  path: string,
  knocker: Knocker,
): Promise<ServiceLook> {
  const [first = '', ...others] = hosts;
  const look = await socket(name, `${first}${path}`, knocker, LEAVE_OUT);
  const { knock } = look;
  const isRefused = knock.kind === 'turnedAway' && (knock.status === 403 || knock.status === 451);
  return isRefused && others.length > 0 ? stream(name, others, path, knocker) : look;
}
