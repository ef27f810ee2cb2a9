// A venue on loopback that knows a few markets by name, with a book of each of their tokens.
import { openVenue } from '../../src/runtime/venue.ts';
import { GammaServer } from './gamma-server.ts';
import { loopbackServers } from './loopback-venue.ts';
import { MarketServer } from './market-server.ts';
import { oneHost } from './one-host.ts';

/** Markets 1, 2, ... with what Gamma says of each beside the usual; it ends with the test. */
export async function chosenVenue(markets: readonly Parameters<GammaServer['list']>[1][]) {
  const { http, open } = await loopbackServers();
  const sockets = await open();
  const books = new MarketServer(sockets);
  const gamma = new GammaServer();
  for (const [index, facts] of markets.entries()) {
    const id = index + 1;
    gamma.list(id, facts);
    books.list(`${id}001`, `${id}002`);
  }
  http.answer = gamma.answer;
  const venue = openVenue({ ...oneHost(http.base), marketSocket: sockets.url });
  return { gamma, sockets, venue };
}
