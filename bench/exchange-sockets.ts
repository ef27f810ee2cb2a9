import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { WebSocket } from 'ws';
import type { Result, Section } from './section.ts';
import { ServedExchange } from './served-exchange.ts';
import { significant, spreadOf, text } from './spread.ts';

const CLIENTS = 20;
const RATE = 1_000;
const WARM_UP_MS = 5_000;
const WINDOW_MS = 5_000;
const RUNS = 5;

type ClientsCase = { readonly rate: number; readonly runs: number };

/** What it costs the local exchange to tell one busy market to many. */
export const exchangeSockets: Section<ClientsCase> = {
  name: 'exchange-sockets',
  title: `one market told to ${CLIENTS} clients over loopback, windows of ${WINDOW_MS / 1_000} s`,
  heading: ['changes/s', 'frames/s', 'fewest a client', 'of one processor', 'µs a frame'],
  nodeFlags: [],
  cases({ runs = RUNS }) {
    return [{ rate: RATE, runs }];
  },
  measure,
};

async function measure({ rate, runs }: ClientsCase): Promise<readonly Result[]> {
  const exchange = await ServedExchange.start();
  const heard = new Array<number>(CLIENTS).fill(0);
  const clients = await Promise.all(
    heard.map((_, i) =>
      listen(exchange, () => {
        heard[i] = (heard[i] ?? 0) + 1;
      }),
    ),
  );
  await exchange.pace(rate);
  await wait(WARM_UP_MS);
  const frames: number[] = [];
  const fewest: number[] = [];
  const share: number[] = [];
  const micros: number[] = [];
  for (let run = 0; run < runs; run++) {
    const [before, processor, start] = [[...heard], await exchange.processor(), performance.now()];
    await wait(WINDOW_MS);
    const seconds = (performance.now() - start) / 1_000;
    const own = heard.map((count, i) => count - (before[i] ?? 0));
    const used = (await exchange.processor()) - processor;
    const all = own.reduce((sum, count) => sum + count, 0);
    frames.push(all / seconds);
    fewest.push(Math.min(...own) / seconds);
    share.push(used / seconds);
    micros.push((1e6 * used) / all);
  }
  for (const client of clients) client.terminate();
  exchange.stop();
  const whole = (value: number) => Math.round(value).toLocaleString('en');
  const [framesPerSecond, fewestPerSecond] = [spreadOf(frames), spreadOf(fewest)];
  const [shareOfProcessor, microsPerFrame] = [spreadOf(share), spreadOf(micros)];
  return [
    {
      cells: [
        whole(rate),
        text(framesPerSecond, whole),
        text(fewestPerSecond, whole),
        text(shareOfProcessor, (value) => `${significant(100 * value)} %`),
        significant(microsPerFrame.median),
      ],
      figures: { rate, framesPerSecond, fewestPerSecond, shareOfProcessor, microsPerFrame },
    },
  ];
}

/** A client of both tokens of the market; `onFrame` is called for each change that it hears. */
async function listen(exchange: ServedExchange, onFrame: () => void): Promise<WebSocket> {
  const url = `${exchange.base.replace('http', 'ws')}/ws/market`;
  const socket = new WebSocket(url, { perMessageDeflate: false });
  await once(socket, 'open');
  socket.on('message', onFrame);
  socket.send(JSON.stringify({ assets_ids: exchange.tokens, type: 'market' }));
  return socket;
}
