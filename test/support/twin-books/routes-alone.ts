import Fastify, { type FastifyInstance, type InjectOptions } from 'fastify';
import { ok } from '../../../src/domain/result.ts';
import { FaultDesk } from '../../../src/exchange/faults/fault-desk.ts';
import { installAccount } from '../../../src/exchange/http/account-routes.ts';
import { installCancels } from '../../../src/exchange/http/cancel-routes.ts';
import type { ExchangeDesk } from '../../../src/exchange/http/exchange-desk.ts';
import { installOrders } from '../../../src/exchange/http/order-routes.ts';
import { installOwnOrders } from '../../../src/exchange/http/own-order-routes.ts';
import type { OrderIntake } from '../../../src/exchange/intake/order-intake.ts';
import { SignerLimits } from '../../../src/exchange/limits/signer-limits.ts';
import type { LocalVenue } from '../../../src/exchange/venue/local-venue.ts';
import type { ApiKey } from '../../../src/exchange/venue/wallet.ts';
import type { HttpOutcome } from '../../../src/net/http-outcome.ts';
import type { AccountAccess, OrderAccess } from '../../../src/polymarket/execution/venue-access.ts';
import { ClobAccount } from '../../../src/polymarket/rest/clob-account.ts';
import { ClobOrders } from '../../../src/polymarket/rest/clob-orders.ts';
import { outcomeOf, type VenueOutcome } from '../../../src/polymarket/rest/outcome.ts';
import type { Call, VenueService } from '../../../src/polymarket/rest/service.ts';

export type AccessAlone = {
  readonly orders: OrderAccess;
  readonly account: AccountAccess;
  /** A request is not answered yet: a taker is held back, and the answer with it. */
  readonly isWaiting: () => boolean;
};

/**
 * What a desk asks and does at a local exchange, without a network: the exchange's own routes are
 * called, and the very texts that they answer with are read by the desk's own readers. Whoever asks
 * has the key: signatures are checked elsewhere.
 */
export function accessAlone(venue: LocalVenue, intake: OrderIntake, key: ApiKey): AccessAlone {
  const app = appOf(venue, intake, key);
  let waiting = 0;
  const send = async <T>(call: Call<T>): Promise<VenueOutcome<T>> => {
    waiting++;
    const http = await request(app, call);
    waiting--;
    return outcomeOf(http, call.read, call.readRefused);
  };
  const service = { send, ask: send } as unknown as VenueService;
  const orders = new ClobOrders(service, {
    state: { forgetVersion() {} },
    mayPost: () => ok(undefined),
    authorize: async () => ok({}),
    limiter: { canceled() {} },
  } as never);
  const state = { heardContracts() {} } as never;
  const account = new ClobAccount(service, async () => ok({}), state);
  return { orders, account, isWaiting: () => waiting > 0 };
}

function appOf(venue: LocalVenue, intake: OrderIntake, key: ApiKey): FastifyInstance {
  const app = Fastify();
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  const desk = {
    venue,
    intake,
    limits: new SignerLimits(undefined, venue.time),
    faults: new FaultDesk(venue),
    keyCheck: { check: () => ok(key) },
  } as unknown as ExchangeDesk;
  for (const install of [installOrders, installCancels, installOwnOrders, installAccount]) {
    install(app, desk);
  }
  return app;
}

async function request(app: FastifyInstance, call: Call<unknown>): Promise<HttpOutcome> {
  const { method = 'GET', path: url, query = {}, body: payload } = call;
  const asked = { method, url, query: query as Record<string, string | string[]> };
  const sent: InjectOptions = payload === undefined ? asked : { ...asked, payload };
  const { statusCode, body } = await app.inject(sent);
  return heard(statusCode, body);
}

function heard(status: number, text: string): HttpOutcome {
  const body: unknown = text === '' ? undefined : JSON.parse(text);
  const rest = { status, body, limiter: undefined, tookMs: 0 };
  if (status === 200) return { kind: 'ok', text, ...rest };
  if (status === 400 || status === 404) return { kind: 'refused', ...rest };
  throw new Error(`the exchange answers with ${status}: ${text}`);
}
