import type { FastifyInstance } from 'fastify';
import type { LocalVenue } from '../venue/local-venue.ts';
import { installFirst } from './first-routes.ts';
import { installSecond } from './second-routes.ts';
import type { Most } from './wallet-history.ts';
import { WalletLists } from './wallet-lists.ts';

export const DATA_PREFIX = '/data-api';

/**
 * What wallets hold and did (the venue's data service), in both its versions.
 * Knows the trades that are made from now on; `most`: of each wallet how much at most.
 */
export function installData(app: FastifyInstance, venue: LocalVenue, most?: Most): void {
  const lists = new WalletLists(venue, most);
  app.register(async (first) => installFirst(first, lists), { prefix: DATA_PREFIX });
  app.register(async (second) => installSecond(second, lists), { prefix: `${DATA_PREFIX}/v2` });
}

/** Whether the venue takes orders from here: this machine is everywhere and nowhere. */
export function installGeoblock(app: FastifyInstance): void {
  app.get('/api/geoblock', (_request, reply) =>
    reply.send({ blocked: false, ip: '127.0.0.1', country: '', region: '' }),
  );
}
