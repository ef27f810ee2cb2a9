import type { Market } from '../../domain/market.ts';
import { Random } from '../../domain/random.ts';
import type { Tape } from '../../domain/tape.ts';
import type { Timestamp } from '../../domain/units.ts';
import type { Loop } from '../../engine/loop.ts';
import type { Journal } from '../../ports/journal.ts';
import type { MarketDataSource } from '../../ports/market-data.ts';
import type { RunSource } from '../session.ts';
import type { Change } from './change.ts';
import { changedMarkets } from './changed-markets.ts';
import { changedTape } from './changed-tape.ts';
import { type Departure, Enough, HeldAgainst } from './held-against.ts';
import type { Reference } from './reference-run.ts';

/** A recording that has to be closed. */
export type Recording = MarketDataSource & { close(): void };

/** All that a run hears of the world, and the way from there to its strategies. */
export type Player = Pick<Loop, 'play' | 'advance'>;
export type MakePlayer = (source: RunSource, journal: Journal) => Player;

/** One run whose future is changed from `cut` on. */
export type Probe = { readonly cut: Timestamp; readonly change: Change };

/** Plays a probe, tape by tape, beside others that read the same recording. */
export class ProbeRun {
  readonly probe: Probe;
  isOver = false;
  readonly #journal: HeldAgainst;
  readonly #player: Player;
  readonly #random: Random;

  constructor(
    probe: Probe,
    {
      recording,
      reference,
      makePlayer,
      seed,
    }: {
      readonly recording: Recording;
      readonly reference: Reference;
      readonly makePlayer: MakePlayer;
      readonly seed: number;
    },
  ) {
    const { cut, change } = probe;
    this.probe = probe;
    this.#journal = new HeldAgainst(reference.entries, cut);
    this.#random = new Random(seed, 'lookahead');
    const listed = reference.listedAt.filter((at) => at <= cut).length;
    const markets = changedMarkets(recording.markets, listed, cut, change);
    this.#player = makePlayer(sourceOf(recording, markets), this.#journal);
  }

  get departure(): Departure | undefined {
    return this.#journal.departure;
  }

  play(tape: Tape): void {
    if (this.isOver || tape.length === 0) return;
    const { cut, change } = this.probe;
    this.#try(() => {
      const changed = changedTape(tape, cut, change, this.#random);
      if (changed.length > 0) this.#player.play(changed);
    });
    if ((tape.tsInit[tape.length - 1] as number) > cut) this.end();
  }

  /** What is due at the cut still happens. */
  end(): void {
    if (this.isOver) return;
    this.#try(() => this.#player.advance(this.probe.cut));
    this.#over();
  }

  #try(step: () => void): void {
    if (this.isOver) return;
    try {
      step();
    } catch (error) {
      // What breaks after the cut breaks on rows that nobody recorded.
      this.#over(error instanceof Enough ? undefined : error);
    }
  }

  #over(fault?: unknown): void {
    this.isOver = true;
    this.#journal.end(fault);
  }
}

function sourceOf(recording: Recording, markets: readonly Market[]): RunSource {
  return {
    markets,
    knownAhead: Math.min(recording.knownAhead, markets.length),
    // Whether prints were recorded decides how the exchange fills: its rule, no news of the market.
    hasTrades: recording.hasTrades.slice(0, markets.length),
    feeds: recording.feeds,
  };
}
