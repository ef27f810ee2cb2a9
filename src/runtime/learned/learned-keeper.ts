import type { StrategyIndex } from '../../domain/ids.ts';
import type { JournalEntry } from '../../domain/journal-entry.ts';
import type { Provenance } from '../../domain/provenance.ts';
import { ok, type Result, refuse } from '../../domain/result.ts';
import type { Timestamp } from '../../domain/units.ts';
import { LearnedFolder, type LearnedVersion } from '../../store/learned/learned-folder.ts';
import type { StrategyChoice } from '../backtest-options.ts';

export type LearnedPlace = {
  readonly folder: string;
  /** Of the markets that are traded. */
  readonly provenance: Provenance;
  /** The run that writes. */
  readonly run: string;
  readonly now: () => Timestamp;
  /** Nothing that was learned before is gone on with; it stays where it is. */
  readonly isFresh?: boolean | undefined;
};

/** What the engine knows of its strategies' memories. */
type Memories = { memoryOf(strategy: StrategyIndex): string | undefined };

/**
 * What the strategies of a run have learned, kept beside it: the run goes on from the newest
 * version, and writes one of its own.
 */
export class LearnedKeeper {
  /** With what each of them had learned. */
  readonly strategies: readonly StrategyChoice[];
  readonly #place: LearnedPlace;
  readonly #folder: LearnedFolder;
  /** The version that each one writes, by its place; undefined: it does not learn. */
  readonly #versions: readonly (number | undefined)[];
  readonly #written = new Map<number, string>();
  /** Something may have been learned since it was written. */
  #isStale = false;
  #writing: Promise<void> = Promise.resolve();

  private constructor(
    place: LearnedPlace,
    strategies: readonly StrategyChoice[],
    versions: readonly (number | undefined)[],
  ) {
    this.#place = place;
    this.#folder = new LearnedFolder(place.folder);
    this.strategies = strategies;
    this.#versions = versions;
  }

  /**
   * Refuses `learned_damaged`, `memory_corrupt`, and `other_provenance`: what was learned from an
   * invented world is nothing in the real one, nor the other way round.
   */
  static async open(
    place: LearnedPlace,
    choices: readonly StrategyChoice[],
  ): Promise<Result<LearnedKeeper>> {
    const folder = new LearnedFolder(place.folder);
    const strategies: StrategyChoice[] = [];
    const versions: (number | undefined)[] = [];
    for (const choice of choices) {
      const learns = choice.definition.readMemory !== undefined;
      const known = learns ? await folder.versions(choice.name) : [];
      versions.push(learns ? await folder.next(choice.name) : undefined);
      const isNew = known.length === 0 || place.isFresh === true;
      const before = isNew ? ok(undefined) : await folder.newest(choice.name);
      if (!before.ok) return before;
      const chosen =
        before.value === undefined ? ok(choice) : remembering(choice, before.value, place);
      if (!chosen.ok) return chosen;
      strategies.push(chosen.value);
    }
    return ok(new LearnedKeeper(place, strategies, versions));
  }

  /** A journal of the run: after what it hears something may have been learned. */
  append({ kind }: Pick<JournalEntry, 'kind'>): void {
    if (LEARNING.has(kind)) this.#isStale = true;
  }

  /** Writes what was learned since the last time; resolves when it is on the disk. */
  keep(memories: Memories): Promise<void> {
    this.#writing = this.#writing.catch(() => {}).then(() => this.#keep(memories));
    return this.#writing;
  }

  async #keep(memories: Memories): Promise<void> {
    if (!this.#isStale) return;
    this.#isStale = false;
    try {
      for (const [index, version] of this.#versions.entries()) {
        const text = memories.memoryOf(index as StrategyIndex);
        const strategy = this.strategies[index]?.name;
        // One that is halted tells nothing: what it had learned stays as it was written.
        if (version === undefined || text === undefined || strategy === undefined) continue;
        if (text === this.#written.get(index)) continue;
        const { provenance, run: from, now } = this.#place;
        const made = { strategy, version, provenance, from, at: now(), text };
        await this.#folder.write(made);
        this.#written.set(index, text);
      }
    } catch (error) {
      this.#isStale = true;
      throw error;
    }
  }
}

/** What happens before a strategy has learned, or used up, something. */
const LEARNING: ReadonlySet<JournalEntry['kind']> = new Set([
  'MarketResolved',
  'Submitted',
  'Answered',
]);

/** A strategy that goes on from a version. Refuses as {@link LearnedKeeper.open} does. */
export function remembering(
  choice: StrategyChoice,
  { provenance, text, version }: LearnedVersion,
  place: Pick<LearnedPlace, 'provenance'>,
): Result<StrategyChoice> {
  const { name, definition } = choice;
  if ((provenance === 'simulated') !== (place.provenance === 'simulated')) {
    const what = `version ${version} of what ${name} has learned is of ${provenance} markets`;
    return refuse('other_provenance', `${what}, and these are ${place.provenance}`);
  }
  const facts = definition.readMemory?.(text);
  if (facts === undefined) return refuse('memory_corrupt', `${name} does not learn`);
  if (!facts.ok) return refuse(facts.code, `${name}, version ${version}: ${facts.message}`);
  return ok({ ...choice, memory: text });
}
