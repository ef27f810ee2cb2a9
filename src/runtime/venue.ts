import { setMaxListeners } from 'node:events';
import { StrictClock } from '../net/strict-clock.ts';
import { SystemClock } from '../net/system-clock.ts';
import { wsTransport } from '../net/ws-transport.ts';
import { AnswerCounts } from '../polymarket/rest/answer-counts.ts';
import { clobSource, gammaSource } from '../polymarket/rest/catalog-sources.ts';
import { ClobClient } from '../polymarket/rest/clob-client.ts';
import { DataClient } from '../polymarket/rest/data-client.ts';
import { GammaClient } from '../polymarket/rest/gamma-client.ts';
import { askGeoblock } from '../polymarket/rest/geoblock.ts';
import type { ServiceOptions } from '../polymarket/rest/service.ts';
import { VenueClock } from '../polymarket/rest/venue-clock.ts';
import { VenueLimiter } from '../polymarket/rest/venue-limiter.ts';
import { isVenue, POLYMARKET, type Services } from '../polymarket/services.ts';
import type { Clock } from '../ports/clock.ts';
import { HeardAnswers } from './heard-answers.ts';
import { SOFTWARE } from './software.ts';

/** The venue's services, or those of an exchange on this machine that speaks as the venue does. */
export type Venue = ReturnType<typeof openVenue>;

/**
 * Nothing is asked yet: each part connects when it is used. `time`: that of an exchange which has
 * another one than the machine.
 */
export function openVenue(services: Services = POLYMARKET, time: Clock = new SystemClock()) {
  const clock = new StrictClock(time);
  const closing = new AbortController();
  // Each question under way listens to it: thousands are no leak.
  setMaxListeners(0, closing.signal);
  const venueClock = new VenueClock(clock);
  const limiter = new VenueLimiter(clock);
  const answers = new AnswerCounts();
  const options: ServiceOptions = {
    clock,
    venueClock,
    limiter,
    answers,
    random: Math.random,
    userAgent: `polydesk/${SOFTWARE.version}`,
    signal: closing.signal,
  };
  const orderAnswers = new HeardAnswers(answers, clock);
  const clob = new ClobClient(services.clob, { ...options, answers: orderAnswers });
  const gamma = new GammaClient(services.gamma, options);
  return {
    services,
    clock,
    /** For what is no matter of the market: files, screens. */
    machine: new SystemClock(),
    venueClock,
    limiter,
    answers,
    /** Of the order service alone, which is what tells whether a desk is heard. */
    orderAnswers,
    transport: wsTransport,
    random: Math.random,
    clob,
    gamma,
    data: new DataClient(services.data, options),
    /** Whether the venue takes orders from this place. */
    askPlace: () => askGeoblock(services.geoblock, options),
    gammaSource: gammaSource(gamma),
    clobSource: clobSource(clob),
    /** Anything that is not the venue itself is simulated, whatever it says. */
    provenance: isVenue(services) ? ('live' as const) : ('simulated' as const),
    /** Gives up the questions under way: a service that never answers would keep the process. */
    close: () => closing.abort(),
  };
}

/**
 * The services of an exchange at one address, e.g. http://127.0.0.1:8430. The venue has a host for
 * each of them; where their paths would meet, here a folder stands for the host.
 */
export function servicesAt(address: string): Services {
  const base = address.replace(/\/+$/, '');
  const socket = base.replace(/^http/, 'ws');
  return {
    clob: base,
    gamma: `${base}/gamma`,
    data: `${base}/data-api`,
    geoblock: `${base}/api/geoblock`,
    marketSocket: `${socket}/ws/market`,
    userSocket: `${socket}/ws/user`,
    priceSocket: `${socket}/ws/prices`,
    legacyPriceSocket: `${socket}/ws/rtds`,
  };
}
