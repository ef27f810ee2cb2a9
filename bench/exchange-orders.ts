import { Agent, request } from 'node:http';
import type { TokenId } from '../src/domain/ids.ts';
import type { TickSize } from '../src/domain/tick.ts';
import type { Price, Shares, Timestamp } from '../src/domain/units.ts';
import { OrderBuilder } from '../src/polymarket/orders/order-builder.ts';
import { postOrder } from '../src/polymarket/orders/post-order.ts';
import { randomSalt } from '../src/polymarket/orders/random-salt.ts';
import { EXCHANGE_V2 } from '../src/polymarket/signing/exchange-contract.ts';
import { l2Headers } from '../src/polymarket/signing/l2-auth.ts';
import { signOrder } from '../src/polymarket/signing/order-signature.ts';
import { openVenue, servicesAt } from '../src/runtime/venue.ts';
import { ANVIL_ADDRESS, anvilSigner } from '../test/support/anvil.ts';
import type { Result, Section } from './section.ts';
import { ServedExchange } from './served-exchange.ts';
import { significant, spreadOf, text } from './spread.ts';

const CONNECTIONS = 16;
const ORDERS = 6_000;
const RUNS = 5;

type OrdersCase = { readonly inRequest: number; readonly runs: number };

/** What the local exchange does with signed orders: each verified, matched, told and answered. */
export const exchangeOrders: Section<OrdersCase> = {
  name: 'exchange-orders',
  title: `${ORDERS} signed orders that rest, over ${CONNECTIONS} connections`,
  heading: [
    'orders in a request',
    'orders/s',
    'orders a second of one core',
    'µs an order',
    'taken',
  ],
  nodeFlags: [],
  cases({ runs = RUNS }) {
    return [1, 15].map((inRequest) => ({ inRequest, runs }));
  },
  measure,
};

type Sent = { readonly path: string; readonly body: string; readonly orders: number };

async function measure({ inRequest, runs }: OrdersCase): Promise<readonly Result[]> {
  const exchange = await ServedExchange.start();
  const venue = openVenue(servicesAt(exchange.base));
  const login = await venue.clob.login.deriveOrCreate(anvilSigner());
  if (login.kind !== 'ok') throw new Error(login.kind);
  const desk = venue.clob.desk(ANVIL_ADDRESS, login.value);
  const send = sender(exchange.base);
  const wall: number[] = [];
  const core: number[] = [];
  let taken = 0;
  for (let run = 0; run <= runs; run++) {
    const requests = requestsOf(exchange.tokens, login.value.key, inRequest);
    const signed = requests.map(({ path, body, orders }) => {
      const seconds = Math.floor(Date.now() / 1_000);
      const asked = { method: 'POST', path, body } as const;
      const headers = { ...l2Headers(ANVIL_ADDRESS, login.value, asked, seconds) };
      return { path, body, headers, orders };
    });
    await desk.orders.cancelAll();
    const before = await exchange.processor();
    const start = performance.now();
    let next = 0;
    let accepted = 0;
    const worker = async () => {
      for (let one = signed[next++]; one !== undefined; one = signed[next++]) {
        const more = await send(one);
        accepted += more;
      }
    };
    await Promise.all(Array.from({ length: CONNECTIONS }, worker));
    const seconds = (performance.now() - start) / 1_000;
    const processor = (await exchange.processor()) - before;
    // The first run only warms up.
    if (run === 0) continue;
    taken = accepted;
    wall.push(ORDERS / seconds);
    core.push(ORDERS / processor);
  }
  exchange.stop();
  venue.close();
  const perSecond = spreadOf(wall);
  const perCore = spreadOf(core);
  const whole = (value: number) => Math.round(value).toLocaleString('en');
  return [
    {
      cells: [
        String(inRequest),
        text(perSecond, whole),
        text(perCore, whole),
        significant(1e6 / perCore.median),
        `${taken} of ${ORDERS}`,
      ],
      figures: { inRequest, ordersPerSecond: perSecond, ordersPerCoreSecond: perCore, taken },
    },
  ];
}

/** Bids on both tokens at forty prices, below everybody's: takers would be held back. */
function requestsOf(tokens: readonly [string, string], owner: string, inRequest: number): Sent[] {
  const signer = anvilSigner();
  const account = { maker: ANVIL_ADDRESS, signer: ANVIL_ADDRESS, signatureType: 0 } as const;
  const builder = new OrderBuilder(account, randomSalt);
  const requests: Sent[] = [];
  for (let from = 0; from < ORDERS; from += inRequest) {
    const orders = [];
    for (let i = from; i < Math.min(ORDERS, from + inRequest); i++) {
      const market = {
        tokenId: tokens[i % 2] as TokenId,
        tick: 10_000 as TickSize,
        minimumSize: 5_000_000 as Shares,
      };
      const terms = {
        side: 'buy',
        price: ((1 + (i % 40)) * 10_000) as Price,
        size: 5_000_000 as Shares,
        timeInForce: 'GTC',
        postOnly: false,
        expiresAt: undefined,
      } as const;
      const at = (Date.now() * 1_000) as Timestamp;
      const built = builder.limit(terms, market, at);
      if (!built.ok) throw new Error(built.message);
      const { signature } = signOrder(signer, built.value.order, EXCHANGE_V2);
      orders.push(postOrder(built.value, signature, owner));
    }
    const path = inRequest === 1 ? '/order' : '/orders';
    const body = JSON.stringify(inRequest === 1 ? orders[0] : orders);
    requests.push({ path, body, orders: orders.length });
  }
  return requests;
}

/** Sends over connections that stay open; resolves to the orders that were taken. */
function sender(base: string) {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const { hostname, port } = new URL(base);
  return ({ path, body, headers }: Sent & { headers: Readonly<Record<string, string>> }) =>
    new Promise<number>((resolve, reject) => {
      const length = Buffer.byteLength(body);
      const asked = request({
        agent,
        hostname,
        port,
        path,
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json', 'content-length': length },
      });
      asked.on('response', (answer) => {
        let said = '';
        answer.on('data', (part) => {
          said += part;
        });
        answer.on('end', () => resolve(said.split('"orderID":"0x').length - 1));
      });
      asked.on('error', reject);
      asked.end(body);
    });
}
