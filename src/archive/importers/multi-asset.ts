import type { DatasetFacts, Importer, ImportPlan, InputFile } from '../importer.ts';
import { readMultiAssetMarket, type TokenFiles } from './multi-asset-market.ts';
import { onlyTar, unitKey } from './recording-files.ts';
import { readTarFile } from './tar-file.ts';

const FACTS: DatasetFacts = {
  name: 'multi-asset-books-trades-2025-12',
  source: 'Caiooooo/polymarket-l2-collector, data_collector.py, files of 2025-12-11',
  licence: { text: 'no licence stated: internal research only', class: 'none stated' },
  provenance: 'recorded',
  replayClock: 'init',
  notes: [
    'One interval of 15 minutes. Books of SOL 15 m and BTC, ETH 1 h; prints of six markets.',
    'The book of Down is the mirror of the book of Up in every message: one book, written twice.',
    'Prints of Up and Down are different prints (no time and size in common but one by chance).',
    'The recorder fell behind at its start: its clock is up to 8.7 s after the clock of the venue.',
    'asset_price is sampled by the recorder from a source it does not name: feed unknown/<asset>.',
    'No ids and no slugs: markets are named after asset, length and start.',
    'No official outcomes: where a book reaches to the close, its last mid stands in, flagged.',
  ],
  complete: { firstWithinSeconds: 15, lastAfterSeconds: -10, moreMessagesThan: 200 },
};

const PATH = /(?:^|\/)(5m|15m|1h|4h)\/([a-z]+)\/(orderbooks|trades)\/(\d{10})(up|down)\.json$/;

/** Arrays of books and prints of up/down markets, one file each token, in one tar. */
export const multiAsset: Importer = {
  name: 'multi-asset-books-trades',
  version: 3,
  async recognize(input, context): Promise<ImportPlan | undefined> {
    const file = onlyTar(input);
    if (file === undefined) return undefined;
    const markets = await marketsOf(file);
    if (markets === undefined) return undefined;
    return {
      dataset: FACTS,
      units: [...markets].map(([slug, tokens]) => ({
        key: unitKey(slug),
        inputs: [file],
        rows: tokens.rows,
        read: async (writer) => {
          const again = await marketsOf(file);
          const content = again?.get(slug) ?? tokens;
          await readMultiAssetMarket(context, file.name, slug, content, writer);
        },
      })),
    };
  },
};

/** The archive's files by market; undefined when it holds other things. */
async function marketsOf(file: InputFile): Promise<Map<string, TokenFiles> | undefined> {
  const markets = new Map<string, TokenFiles>();
  for (const { name, content } of await readTarFile(file)) {
    const [, length, asset, kind, start, token] = PATH.exec(name) ?? [];
    if (length === undefined || asset === undefined) return undefined;
    const slug = `${asset}-updown-${length}-${start}`;
    const known = markets.get(slug) ?? { rows: 0, books: [], trades: [] };
    const part = { name, outcome: token === 'up' ? 0 : 1, content } as const;
    const rows = known.rows + occurrences(content, '"local_timestamp"');
    const [books, trades] = kind === 'trades' ? [[], [part]] : [[part], []];
    markets.set(slug, {
      rows,
      books: [...known.books, ...books],
      trades: [...known.trades, ...trades],
    });
  }
  return markets.size === 0 ? undefined : markets;
}

function occurrences(content: Buffer, word: string): number {
  let count = 0;
  for (let at = content.indexOf(word); at >= 0; at = content.indexOf(word, at + 1)) count++;
  return count;
}
