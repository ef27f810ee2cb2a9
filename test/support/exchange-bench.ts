// The local exchange on the loopback interface, in virtual time, and signed requests to it.
import { createHash, createHmac } from 'node:crypto';
import type { VenueOrderId } from '../../src/domain/ids.ts';
import { ok, refuse } from '../../src/domain/result.ts';
import { MICROS_PER_SECOND } from '../../src/domain/units.ts';
import {
  createExchangeServer,
  type ExchangeServer,
  type ExchangeServerOptions,
} from '../../src/exchange/http/exchange-server.ts';
import { OrderIntake } from '../../src/exchange/intake/order-intake.ts';
import type { LocalVenueOptions } from '../../src/exchange/venue/local-venue.ts';
import type { ApiKey } from '../../src/exchange/venue/wallet.ts';
import { LocalBench, type LocalTrader, type OrderWish } from './local-venue.ts';
import { DOWN, UP } from './wire-samples/ids.ts';

export type Heard = {
  readonly status: number;
  readonly text: string;
  readonly headers: Headers;
  /** The text read; undefined where it is no JSON. */
  readonly json: unknown;
};

type Method = 'GET' | 'POST' | 'DELETE';

/** Stands for a signature that holds; any other does not. */
export const GOOD = `0x${'60'.repeat(65)}`;

export class ExchangeBench {
  readonly local: LocalBench;
  readonly server: ExchangeServer;
  #salt = 0;

  private constructor(local: LocalBench, server: ExchangeServer) {
    this.local = local;
    this.server = server;
  }

  static async open(
    changes: Partial<ExchangeServerOptions> = {},
    venueOptions: Partial<LocalVenueOptions> = {},
  ): Promise<ExchangeBench> {
    const local = new LocalBench(venueOptions);
    const { venue } = local;
    const intake = new OrderIntake(venue, (order, signature) =>
      signature === GOOD
        ? ok(
            `0x${createHash('sha256').update(JSON.stringify(order)).digest('hex')}` as VenueOrderId,
          )
        : refuse('bad_signature', 'made up'),
    );
    const verifyLogin: ExchangeServerOptions['verifyLogin'] = ({ address, signature }) =>
      signature === GOOD ? ok(address.toLowerCase()) : refuse('bad_signature', 'made up');
    const options = { venue, intake, verifyLogin, tier: undefined, ...changes };
    return new ExchangeBench(local, await createExchangeServer(options));
  }

  close(): Promise<void> {
    return this.server.close();
  }

  get(path: string): Promise<Heard> {
    return this.request('GET', path);
  }

  post(path: string, body: unknown): Promise<Heard> {
    return this.request('POST', path, {}, JSON.stringify(body));
  }

  /** Signed with a trader's key; `changes` spoil headers. */
  own(
    { key }: { readonly key: ApiKey },
    method: Method,
    path: string,
    body?: unknown,
    changes: Readonly<Record<string, string>> = {},
  ): Promise<Heard> {
    const text = body === undefined ? undefined : JSON.stringify(body);
    return this.request(
      method,
      path,
      { ...this.headers(key, method, path, text), ...changes },
      text,
    );
  }

  headers(key: ApiKey, method: Method, path: string, body = ''): Record<string, string> {
    const timestamp = String(Math.floor(this.local.clock.now() / MICROS_PER_SECOND));
    const hmac = createHmac('sha256', Buffer.from(key.secret, 'base64'));
    hmac.update(timestamp + method + path.split('?', 1)[0] + body);
    return {
      POLY_ADDRESS: key.signer,
      POLY_API_KEY: key.id,
      POLY_PASSPHRASE: key.passphrase,
      POLY_TIMESTAMP: timestamp,
      POLY_SIGNATURE: hmac.digest('base64').replaceAll('+', '-').replaceAll('/', '_'),
    };
  }

  async request(
    method: Method,
    path: string,
    headers: Readonly<Record<string, string>> = {},
    body?: string,
  ): Promise<Heard> {
    const response = await fetch(`${this.server.base}${path}`, {
      method,
      headers: { 'Content-Type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body }),
    });
    const text = await response.text();
    return { status: response.status, text, headers: response.headers, json: parsed(text) };
  }

  /** The body of an order of a trader, as it goes over the wire. */
  orderBody({ wallet, key }: LocalTrader, wish: OrderWish, changes: object = {}) {
    const { outcome = 0, side, price, size, timeInForce = 'GTC', postOnly = false } = wish;
    const dollars = String(Math.round(price * size * 1e6));
    const shares = String(Math.round(size * 1e6));
    const order = {
      salt: ++this.#salt,
      maker: wallet.address,
      signer: wallet.signer,
      tokenId: outcome === 0 ? UP : DOWN,
      makerAmount: side === 'buy' ? dollars : shares,
      takerAmount: side === 'buy' ? shares : dollars,
      side: side.toUpperCase(),
      signatureType: 0,
      timestamp: '1789000000000',
      expiration: '0',
      metadata: `0x${'0'.repeat(64)}`,
      builder: `0x${'0'.repeat(64)}`,
      signature: GOOD,
      ...changes,
    };
    return { deferExec: false, postOnly, order, owner: key.id, orderType: timeInForce };
  }

  order(trader: LocalTrader, wish: OrderWish, changes: object = {}): Promise<Heard> {
    return this.own(trader, 'POST', '/order', this.orderBody(trader, wish, changes));
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
