import { ArchiveError } from './archive-error.ts';
import { compactUnits, lastOrdinal } from './compact-dataset.ts';
import { DatasetWriter } from './dataset-writer.ts';
import type { Duck } from './duck.ts';
import { isAsWritten } from './file-content.ts';
import { finalizeDataset } from './finalize-dataset.ts';
import type { DatasetFacts, Importer, ImportUnit } from './importer.ts';
import { dayOf, LAYOUT_VERSION } from './layout.ts';
import type { Manifest } from './manifest.ts';
import { readManifest } from './manifest-file.ts';
import { MarketRegister } from './market-register.ts';
import type { InputRecord, Receipt } from './receipt.ts';
import { ReceiptStore } from './receipt-store.ts';

/**
 * A dataset that is being filled: takes one unit after the other, each whole or not at all, and is
 * closed by a manifest that covers them all. One program at a time may fill a dataset.
 */
export class DatasetIntake {
  readonly #duck: Duck;
  readonly #folder: string;
  readonly #facts: DatasetFacts;
  readonly #importer: Pick<Importer, 'name' | 'version'>;
  readonly #store: ReceiptStore;
  #receipts: Receipt[];
  #markets = new MarketRegister();

  private constructor(
    duck: Duck,
    folder: string,
    facts: DatasetFacts,
    importer: Pick<Importer, 'name' | 'version'>,
    store: ReceiptStore,
    receipts: Receipt[],
  ) {
    this.#duck = duck;
    this.#folder = folder;
    this.#facts = facts;
    this.#importer = importer;
    this.#store = store;
    this.#receipts = receipts;
    this.#registerMarkets();
  }

  /**
   * @throws ArchiveError version_mismatch when another importer made the dataset, other_facts when
   * its rows are of another provenance or follow another clock.
   */
  static async open(
    duck: Duck,
    folder: string,
    facts: DatasetFacts,
    importer: Pick<Importer, 'name' | 'version'>,
  ): Promise<DatasetIntake> {
    const store = new ReceiptStore(folder);
    const receipts = await store.load();
    refuseOtherMaker(receipts, importer.name, facts.name);
    refuseOtherFacts([await store.manifest(), ...receipts], facts);
    return new DatasetIntake(duck, folder, facts, importer, store, receipts);
  }

  /** Of the units that are in, in the order in which they were taken. */
  get receipts(): readonly Receipt[] {
    return this.#receipts;
  }

  /** Files, by unit, that are gone or of another size than they were written in. */
  missingFiles(): Promise<ReadonlyMap<Receipt, string>> {
    return this.#store.missingFiles(this.#receipts);
  }

  /** @throws ArchiveError version_mismatch when units were written in an earlier layout. */
  refuseOldLayout(): void {
    const old = this.#receipts.find(({ layoutVersion }) => layoutVersion !== LAYOUT_VERSION);
    if (old === undefined) return;
    throw new ArchiveError(
      'version_mismatch',
      `unit ${old.unit} in ${this.#folder} has layout ${old.layoutVersion}, this program writes ` +
        `${LAYOUT_VERSION}. Record into another dataset, or import the frames into a new archive.`,
    );
  }

  /** Whether the unit is in, by itself or within another. */
  holds(unit: string): boolean {
    return this.#receipts.some(
      (receipt) => receipt.unit === unit || (receipt.replaces ?? []).includes(unit),
    );
  }

  /** The manifest, when it covers exactly the units that are in, as they are now. */
  async manifest(): Promise<Manifest | undefined> {
    const manifest = await readManifest(this.#folder);
    return manifest !== undefined && covers(manifest, this.#receipts) ? manifest : undefined;
  }

  /** Takes back the other units, and removes what nobody needs any more. */
  async keep(isWanted: (receipt: Receipt) => boolean): Promise<void> {
    this.#receipts = this.#receipts.filter(isWanted);
    this.#registerMarkets();
    await this.sweep();
  }

  /**
   * Removes what an interrupted unit left behind, and units that were replaced or taken back once
   * the manifest does not name them.
   */
  sweep(): Promise<void> {
    return this.#store.sweep(this.#receipts);
  }

  async take(
    unit: ImportUnit,
    inputs: readonly InputRecord[],
    onProgress: (rows: number) => void,
  ): Promise<Receipt> {
    const work = await this.#store.workFolder(unit.key);
    const writer = new DatasetWriter({
      duck: this.#duck,
      facts: this.#facts,
      unit: unit.key,
      ordinal: 1 + lastOrdinal(this.#receipts),
      folder: work,
      markets: this.#markets,
      onProgress,
    });
    await unit.read(writer);
    const receipt: Receipt = {
      importer: this.#importer.name,
      importerVersion: this.#importer.version,
      inputs,
      ...(await writer.finish()),
    };
    await this.#store.commit(receipt, work);
    this.#receipts.push(receipt);
    return receipt;
  }

  /**
   * Puts the units of each day before `day` (2026-11-25) together as one. What is damaged stays as
   * it is: written anew, it would pass for whole.
   */
  async compactBefore(day: string): Promise<Compacted> {
    const byDay = new Map<string, Receipt[]>();
    for (const receipt of this.#receipts) {
      const own = firstDay(receipt);
      if (own !== undefined && own < day) byDay.set(own, [...(byDay.get(own) ?? []), receipt]);
    }
    const before = this.#receipts.length;
    const damaged: string[] = [];
    for (const [own, receipts] of byDay) {
      if (receipts.length > 1) damaged.push(...(await this.#compact(own, receipts)));
    }
    return { fewer: before - this.#receipts.length, damaged };
  }

  /** Returns the paths of damaged files. */
  async #compact(day: string, receipts: readonly Receipt[]): Promise<string[]> {
    const damaged: string[] = [];
    const whole: Receipt[] = [];
    const slugOf = (market: number) => this.#markets.slugOf(market);
    for (const receipt of receipts) {
      const found: string[] = [];
      for (const file of receipt.files) {
        const isWhole = await isAsWritten(this.#duck, this.#folder, file, slugOf);
        if (!isWhole) found.push(file.path);
      }
      if (found.length === 0) whole.push(receipt);
      damaged.push(...found);
    }
    if (whole.length > 1) await this.#replace(day, whole);
    return damaged;
  }

  async #replace(day: string, receipts: readonly Receipt[]): Promise<void> {
    const parts = {
      duck: this.#duck,
      folder: this.#folder,
      facts: this.#facts,
      store: this.#store,
      markets: this.#markets,
    };
    const compacted = await compactUnits(parts, day, receipts);
    const gone = new Set(receipts);
    this.#receipts = [compacted, ...this.#receipts.filter((one) => !gone.has(one))].sort(
      (a, b) => a.ordinal - b.ordinal,
    );
  }

  /** Writes the small tables and the manifest anew: from here on a reader sees every unit. */
  finish(): Promise<Manifest> {
    return finalizeDataset(this.#duck, this.#folder, this.#facts, this.#importer, this.#receipts);
  }

  #registerMarkets(): void {
    this.#markets = new MarketRegister();
    for (const receipt of this.#receipts) {
      for (const { number, facts } of receipt.markets) this.#markets.restore(number, facts);
    }
  }
}

/** What putting units together came to. */
export type Compacted = {
  /** So many units are fewer now. */
  readonly fewer: number;
  /** Paths of files whose rows are not those that were written: their units were left alone. */
  readonly damaged: readonly string[];
};

/** A unit that was taken again has the same name, but other inputs. */
function covers(manifest: Manifest, receipts: readonly Receipt[]): boolean {
  const told = ({ name, sha256 }: InputRecord) => `${name} ${sha256}`;
  const inputs = new Set(manifest.inputs.map(told));
  const units = new Set(manifest.units);
  return (
    units.size === receipts.length &&
    receipts.every((one) => units.has(one.unit) && one.inputs.every((own) => inputs.has(told(own))))
  );
}

/** Day of the first row; undefined for a unit without rows. */
function firstDay({ files }: Receipt): string | undefined {
  return files.length === 0 ? undefined : dayOf(Math.min(...files.map((file) => file.from)));
}

export function refuseOtherMaker(
  told: readonly Pick<Receipt, 'importer'>[],
  importer: string,
  name: string,
): void {
  const other = told.find((known) => known.importer !== importer);
  if (other === undefined) return;
  throw new ArchiveError(
    'version_mismatch',
    `dataset ${name} was made by importer ${other.importer}, not ${importer}: ` +
      'choose another dataset name',
  );
}

/** Receipts of an earlier layout do not tell; their manifest does. */
export function refuseOtherFacts(
  told: readonly Partial<Pick<Receipt, 'provenance' | 'replayClock'>>[],
  { name, provenance, replayClock }: DatasetFacts,
): void {
  for (const known of told) {
    const isSame =
      (known.provenance ?? provenance) === provenance &&
      (known.replayClock ?? replayClock) === replayClock;
    if (isSame) continue;
    throw new ArchiveError(
      'other_facts',
      `dataset ${name} holds ${known.provenance} rows by ${known.replayClock} time, these are ` +
        `${provenance} rows by ${replayClock} time. Choose another dataset name.`,
    );
  }
}
