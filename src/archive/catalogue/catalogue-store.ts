import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ArchiveError } from '../archive-error.ts';
import { Duck } from '../duck.ts';
import { withImportLock } from '../folder-lock.ts';
import { datasetFolder, MANIFEST_FILE, TABLE_FILES } from '../layout.ts';
import { makeFolder } from '../make-folder.ts';
import type { Manifest } from '../manifest.ts';
import { readManifest } from '../manifest-file.ts';
import { ReceiptStore, writeJson } from '../receipt-store.ts';
import type { CatalogueEntry, RefusedEntry } from './catalogue-entry.ts';
import {
  CATALOGUE_IMPORTER,
  type CatalogueOrigin,
  catalogueManifest,
} from './catalogue-manifest.ts';
import { countCatalogue, writeMarkets, writeOthers } from './catalogue-tables.ts';
import { EntryInbox } from './entry-inbox.ts';
import {
  type CatalogueChanges,
  changesOf,
  loadKnown,
  loadNews,
  mergeEntries,
} from './merge-entries.ts';

/** Where a scan keeps its place and its inbox: beside the tables. */
const SCAN_FOLDER = 'scan';

/**
 * The dataset of a catalogue: what was seen of the venue's markets, one row each. Rows go to an
 * inbox on the disk, page by page, and from there into the tables; both may be cut short at any
 * moment and done again.
 */
export class CatalogueStore {
  /** For the place of the scan that fills it. */
  readonly placePath: string;
  readonly #folder: string;
  readonly #origin: CatalogueOrigin;
  readonly #inbox: EntryInbox;
  #manifest: Manifest | undefined;
  #changes: CatalogueChanges = { fresh: 0, resolved: 0, changed: 0, contradicted: [] };

  private constructor(
    folder: string,
    origin: CatalogueOrigin,
    inbox: EntryInbox,
    manifest: Manifest | undefined,
  ) {
    this.#folder = folder;
    this.#origin = origin;
    this.#inbox = inbox;
    this.#manifest = manifest;
    this.placePath = join(folder, SCAN_FOLDER, 'place.json');
  }

  /**
   * Opens or begins the dataset for `work`, which nobody else may fill meanwhile. One that holds
   * nothing afterwards is not left behind.
   * @throws ArchiveError locked, unusable_folder, or other_facts when it is no catalogue of that
   * provenance.
   */
  static async during<T>(
    root: string,
    origin: CatalogueOrigin,
    work: (store: CatalogueStore) => Promise<T>,
  ): Promise<T> {
    const folder = datasetFolder(root, origin.dataset);
    await makeFolder(root, folder);
    return withImportLock(folder, async () => {
      const manifest = await ownManifest(folder, origin);
      const inbox = await EntryInbox.open(root, join(folder, SCAN_FOLDER, 'inbox.ndjson'));
      const store = new CatalogueStore(folder, origin, inbox, manifest);
      try {
        return await work(store);
      } finally {
        const isEmpty = store.#manifest === undefined && inbox.bytes === 0;
        if (isEmpty) await rm(folder, { recursive: true, force: true });
      }
    });
  }

  /** As of the last merge; undefined: there was none. */
  get manifest(): Manifest | undefined {
    return this.#manifest;
  }

  /** What its merges have changed since it was opened. */
  get changes(): CatalogueChanges {
    return this.#changes;
  }

  /** Rows on the disk that no table has yet. */
  get hasNews(): boolean {
    return this.#inbox.bytes > 0;
  }

  add(entries: readonly (CatalogueEntry | RefusedEntry)[]): void {
    this.#inbox.add(entries);
  }

  /** Resolves when everything added is on the disk. */
  flush(): Promise<void> {
    return this.#inbox.flush();
  }

  /** Brings what the inbox has into the tables: from then on a reader sees it. */
  async merge(): Promise<void> {
    const { provenance } = this.#origin;
    const duck = await Duck.open();
    try {
      const isKnown = this.#manifest !== undefined;
      await loadNews(duck, this.hasNews ? this.#inbox.path : undefined);
      await loadKnown(duck, isKnown ? join(this.#folder, TABLE_FILES.markets) : undefined);
      await mergeEntries(duck);
      this.#changes = together(this.#changes, await changesOf(duck));
      await writeMarkets(duck, this.#folder, provenance);
      await writeOthers(duck, this.#folder, provenance, isKnown);
      const counts = await countCatalogue(duck, this.#folder);
      this.#manifest = catalogueManifest(this.#origin, counts);
      await writeJson(join(this.#folder, MANIFEST_FILE), this.#manifest);
      await this.#inbox.clear();
    } finally {
      duck.close();
    }
  }
}

function together(one: CatalogueChanges, other: CatalogueChanges): CatalogueChanges {
  return {
    fresh: one.fresh + other.fresh,
    resolved: one.resolved + other.resolved,
    changed: one.changed + other.changed,
    contradicted: [...new Set([...one.contradicted, ...other.contradicted])],
  };
}

/** @throws ArchiveError other_facts when the folder holds something else. */
async function ownManifest(
  folder: string,
  { dataset, provenance }: CatalogueOrigin,
): Promise<Manifest | undefined> {
  const manifest = await readManifest(folder);
  const [receipt] = await new ReceiptStore(folder).load();
  const importer = manifest?.importer.name ?? receipt?.importer;
  const rows = manifest?.provenance ?? receipt?.provenance;
  const isOwn = importer === undefined || importer === CATALOGUE_IMPORTER.name;
  if (isOwn && (rows === undefined || rows === provenance)) return manifest;
  throw new ArchiveError(
    'other_facts',
    `dataset ${dataset} holds ${rows} rows of ${importer}, these are ${provenance} rows of ` +
      `${CATALOGUE_IMPORTER.name}. Choose another dataset name.`,
  );
}
