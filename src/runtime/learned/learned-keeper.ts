import type { StrategyIndex } from '../../domain/ids.ts';
import type { JournalEntry } from '../../domain/journal-entry.ts';
import type { Provenance } from '../../domain/provenance.ts';
import { ok, type Result, refuse } from '../../domain/result.ts';
import { type Clock, elapsedMs, type Monotonic } from '../../ports/clock.ts';
import { LearnedFolder, type LearnedVersion } from '../../store/learned/learned-folder.ts';
import type { StrategyChoice } from '../backtest-options.ts';

export type LearnedPlace = {
  readonly folder: string;
  /** Of the markets that are traded. */
  readonly provenance: Provenance;
  /** The run that writes. */
  readonly run: string;
  readonly clock: Pick<Clock, 'now' | 'monotonic'>;
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
  /** By place: the version that a strategy writes, and what stands in it. */
  readonly #written = new Map<number, { readonly version: number; readonly text: string }>();
  /** By place: what a strategy may know since its last writing; nothing: none. */
  readonly #news = new Map<number, News>();
  readonly #keptAt = new Map<number, Monotonic>();
  #writing: Promise<void> = Promise.resolve();

  private constructor(place: LearnedPlace, strategies: readonly StrategyChoice[]) {
    this.#place = place;
    this.#folder = new LearnedFolder(place.folder);
    this.strategies = strategies;
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
    for (const choice of choices) {
      const learns = choice.definition.readMemory !== undefined;
      const isNew = !learns || place.isFresh === true;
      const before = isNew ? ok(undefined) : await folder.newest(choice.name);
      if (!before.ok) return before;
      const chosen =
        before.value === undefined ? ok(choice) : remembering(choice, before.value, place);
      if (!chosen.ok) return chosen;
      strategies.push(chosen.value);
    }
    return ok(new LearnedKeeper(place, strategies));
  }

  /** Markets whose outcome its strategies wait for, by slug: the run has to hear of them. */
  get awaited(): readonly string[] {
    return this.strategies.flatMap(({ definition, memory }) => {
      const facts = memory === undefined ? undefined : definition.readMemory?.(memory);
      return facts?.ok === true ? (facts.value.awaits ?? []) : [];
    });
  }

  /** A journal of the run: after what it hears something may have been learned. */
  append({ kind }: Pick<JournalEntry, 'kind'>): void {
    const isLearning = LEARNING.has(kind);
    if (!isLearning && !LOOKING.has(kind)) return;
    for (const [index, { definition }] of this.strategies.entries()) {
      if (definition.readMemory === undefined) continue;
      this.#note(index, isLearning && definition.memoryMayLag !== true ? 'learned' : 'seen');
    }
  }

  #note(index: number, news: News): void {
    if (this.#news.get(index) !== 'learned') this.#news.set(index, news);
  }

  /**
   * To be called while the run trades: what was only looked at waits for its minute, since a whole
   * memory, megabytes, is written out in the thread that trades.
   */
  keepDue(memories: Memories): Promise<void> {
    return this.#next(() => this.#keep(memories, (index) => this.#isDue(index)));
  }

  /** Writes all that is known since the last time; resolves when it is on the disk. */
  keep(memories: Memories): Promise<void> {
    return this.#next(() => this.#keep(memories, () => true));
  }

  #next(work: () => Promise<void>): Promise<void> {
    this.#writing = this.#writing.catch(() => {}).then(work);
    return this.#writing;
  }

  #isDue(index: number): boolean {
    const keptAt = this.#keptAt.get(index);
    if (this.#news.get(index) === 'learned' || keptAt === undefined) return true;
    return elapsedMs(keptAt, this.#place.clock.monotonic()) >= LOOKS_EVERY_MS;
  }

  async #keep(memories: Memories, isWanted: (index: number) => boolean): Promise<void> {
    for (const [index, { name }] of this.strategies.entries()) {
      const news = this.#news.get(index);
      if (news === undefined || !isWanted(index)) continue;
      this.#news.delete(index);
      try {
        const text = memories.memoryOf(index as StrategyIndex);
        // One that is halted tells nothing: what it had learned stays as it was written.
        if (text !== undefined) await this.#write(index, name, text);
        this.#keptAt.set(index, this.#place.clock.monotonic());
      } catch (error) {
        this.#note(index, news);
        throw error;
      }
    }
  }

  /** The first word of a strategy makes its version of this run, the later ones replace it. */
  async #write(index: number, strategy: string, text: string): Promise<void> {
    const { provenance, run: from, clock } = this.#place;
    const made = { strategy, provenance, from, at: clock.now(), text };
    const before = this.#written.get(index);
    if (before?.text === text) return;
    const version = before?.version ?? (await this.#folder.add(made));
    if (before !== undefined) await this.#folder.replace({ ...made, version });
    this.#written.set(index, { version, text });
  }
}

/** `seen`: nothing but looks at markets, to be learned when they are decided. */
type News = 'seen' | 'learned';

/** What happens before a strategy has learned something, or has orders of its own to remember. */
const LEARNING: ReadonlySet<JournalEntry['kind']> = new Set([
  'MarketResolved',
  'Submitted',
  'Answered',
]);
const LOOKING: ReadonlySet<JournalEntry['kind']> = new Set(['Forecasted', 'Skipped']);
const LOOKS_EVERY_MS = 60_000;

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
