// The venue as far as a recorder needs it, on loopback: the windows that are open now and next,
// with books, and the oracle over RTDS and PolyBolt, in real time.
import { onTestFinished } from 'vitest';
import { openVenue } from '../../src/runtime/venue.ts';
import { upDownGroup, upDownRow } from './gamma-world.ts';
import { HttpServer } from './http-server.ts';
import { MarketServer } from './market-server.ts';
import { oneHost } from './one-host.ts';
import { type Client, SocketServer } from './socket-server.ts';

const PRINT_MS = 300;

/** Servers that end with the test. */
export async function loopbackServers() {
  const http = await HttpServer.open();
  const open = async () => {
    const server = await SocketServer.open();
    onTestFinished(() => server.close());
    return server;
  };
  onTestFinished(() => http.close());
  return { http, open };
}

export async function loopbackVenue() {
  const { http, open } = await loopbackServers();
  const [sockets, rtds, polybolt] = [await open(), await open(), await open()];
  const market = new MarketServer(sockets);
  /** What Gamma tells of each window beside its facts, if it does: prices, who won. */
  const told: { eventMetadata?: Record<string, string>; winner?: 'Up' | 'Down' } = {};
  /** Of windows that are decided, by their opening in Unix seconds. */
  const winners = new Map<number, 'Up' | 'Down'>();
  /** Of windows that are over and not decided: nobody trades them any more. */
  const closed = new Set<number>();
  /** What else Gamma says of a window, by its opening. */
  const says = new Map<number, Readonly<Record<string, unknown>>>();
  /** Windows that it was asked for, by their opening. */
  const asked: number[] = [];
  http.answer = ({ path }) => {
    const slug = /^\/events\/slug\/(\w+)-updown-5m-(\d+)$/.exec(path);
    if (slug !== null) {
      const opens = Number(slug[2]);
      asked.push(opens);
      const { eventMetadata, winner: all } = told;
      const winner = winners.get(opens) ?? all;
      const over = closed.has(opens) ? { closed: true, acceptingOrders: false } : {};
      const facts = { asset: slug[1] ?? '', opens, ...(winner && { winner }) };
      const row: Record<string, unknown> = { ...upDownRow(facts), ...over, ...says.get(opens) };
      const [up = '', down = ''] = JSON.parse(String(row.clobTokenIds)) as string[];
      if (!market.books.has(up)) market.list(up, down);
      return { status: 200, body: JSON.stringify({ ...upDownGroup(row), eventMetadata }) };
    }
    const condition = /^\/clob-markets\/0x0*([0-9a-f]+)$/.exec(path);
    if (condition !== null) {
      const opens = Number.parseInt(condition[1] ?? '', 16);
      return { status: 200, body: JSON.stringify(termsOf(opens)) };
    }
    return { status: 404, body: '{"error":"not found"}' };
  };
  rtds.onText = (peer, text) => {
    if (text.includes('"subscribe"')) printing(peer, rtdsPrints);
  };
  polybolt.onText = (peer, text) => {
    const { op } = JSON.parse(text) as { op: string };
    // It repeats our name: what a venue must not do is what a recorder must be ready for.
    if (op === 'auth') peer.say(JSON.stringify({ op: 'authed', ts: Date.now(), said: text }));
    if (op !== 'subscribe') return;
    let sequence = 0;
    printing(peer, (second) => polyBoltPrints(second, ++sequence));
  };
  const services = {
    ...oneHost(http.base),
    marketSocket: sockets.url,
    legacyPriceSocket: rtds.url,
    priceSocket: polybolt.url,
  };
  return { venue: openVenue(services), market, rtds, polybolt, told, winners, closed, says, asked };
}

/** The prints of this moment's second, and of the seconds to come. */
function printing(peer: Client, prints: (second: number) => readonly object[]): void {
  const say = () => {
    if (!peer.isOpen) return;
    for (const one of prints(Math.floor(Date.now() / 1_000) * 1_000)) peer.say(JSON.stringify(one));
  };
  say();
  const timer = setInterval(say, PRINT_MS);
  onTestFinished(() => clearInterval(timer));
}

/** The price of a second, spot and as an average. */
export function rtdsPrints(second: number) {
  const payload = {
    symbol: 'btc/usd',
    timestamp: second,
    value: 70_000.5,
    full_accuracy_value: '70000500000000000000000',
  };
  const told = { type: 'update', timestamp: Date.now() };
  return [
    { ...told, topic: 'crypto_prices_chainlink', payload },
    { ...told, topic: 'crypto_prices_twap_sixty', payload: { ...payload, window_s: 60 } },
  ];
}

/** The average of a moment differs from what RTDS says. */
function polyBoltPrints(second: number, seq: number) {
  const point = { symbol: 'btcusd', source: 'chainlink', timestamp: second };
  const told = { v: 1, seq, ts: Date.now() };
  const spot = { value: 70_000.5, full_accuracy_value: '70000.5' };
  const average = { value: 70_001.5, full_accuracy_value: '70001.5', window_seconds: 60 };
  return [
    { ...told, channel: 'price.crypto', payload: { ...point, ...spot } },
    { ...told, channel: 'price.crypto.twap', payload: { ...point, ...average } },
  ];
}

/** Short names are the venue's (protocol notes §3.2). */
function termsOf(opens: number) {
  return {
    c: `0x${opens.toString(16).padStart(64, '0')}`,
    t: [
      { t: `${opens}1`, o: 'Up' },
      { t: `${opens}2`, o: 'Down' },
    ],
    mts: 0.01,
    mos: 5,
    nr: false,
    fd: { r: 0.07, e: 1, to: true },
    ao: true,
    itode: true,
  };
}
