import type { Command } from 'commander';
import { bookReader } from '../runtime/candidate-books.ts';
import { marketLister } from '../runtime/markets.ts';
import { openVenue } from '../runtime/venue.ts';
import { marketsCommand } from './markets.ts';
import { configureScan } from './markets-scan.ts';

const search = marketsCommand(async ({ data }) => {
  if (data !== undefined) {
    const { archivedMarketLister } = await import('../runtime/catalogue/archived-markets.ts');
    return archivedMarketLister(data);
  }
  const venue = openVenue();
  const list = marketLister({
    gamma: venue.gammaSource,
    clock: venue.clock,
    books: bookReader(venue.clob.markets),
  });
  return (request) => list(request).finally(venue.close);
});

/** The search over the venue's own listing or over an archive, and the scan that fills one. */
export function configure(command: Command): void {
  search.configure(command);
  // Both have --json: it belongs to the one that it stands behind.
  command.enablePositionalOptions();
  configureScan(
    command.command('scan').description('bring all markets and their winners into an archive'),
  );
}
