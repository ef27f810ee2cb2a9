import Fastify from 'fastify';
import { installData, installGeoblock } from '../../src/exchange/data/data-routes.ts';
import type { Most } from '../../src/exchange/data/wallet-history.ts';
import { LocalBench } from './local-venue.ts';

export const ANN = '0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266';
export const BOB = '0x70997970c51812dc3a010c7d01b50e0d17dc79c8';

/** The data service, and the exchange that it tells of. */
export function dataStage(most?: Most) {
  const bench = new LocalBench();
  const app = Fastify();
  installData(app, bench.venue, most);
  installGeoblock(app);
  const ask = async (path: string) => {
    const { statusCode: status, body } = await app.inject(path);
    return { status, body, json: () => JSON.parse(body) };
  };
  const first = (path: string) => ask(`/data-api${path}`);
  const second = (path: string) => ask(`/data-api/v2${path}`);
  return { bench, ask, first, second };
}

/** Ann bought 20 Up and sold 5 of them at 0.6, where the book's middle is now 0.65. */
export function tradedStage() {
  const parts = dataStage();
  const { bench } = parts;
  bench.mint(20);
  bench.clock.advance(5_000);
  bench.send(bench.bob, { side: 'buy', price: 0.6, size: 10 });
  bench.send(bench.ann, { side: 'sell', price: 0.6, size: 5 });
  bench.send(bench.ann, { side: 'sell', price: 0.7, size: 5 });
  bench.clock.advance(5_000);
  return parts;
}
