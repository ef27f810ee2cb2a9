import type { StrategyIndex } from '../../domain/ids.ts';
import type { JournalEntry } from '../../domain/journal-entry.ts';
import { Random } from '../../domain/random.ts';
import { KIND_LIST, type Tape } from '../../domain/tape.ts';
import type { Timestamp } from '../../domain/units.ts';
import { KeptJournal } from '../session.ts';
import type { MakePlayer, Recording } from './probe.ts';

/** What runs with another future are held against. */
export type Reference = {
  readonly entries: readonly JournalEntry[];
  /** When each market became known, by index. */
  readonly listedAt: readonly Timestamp[];
  readonly from: Timestamp;
  readonly to: Timestamp;
};

/** Plays a recording as it is, to its last row. Undefined: it has no rows. */
export async function playReference(
  recording: Recording,
  makePlayer: MakePlayer,
  onTape: (tape: Tape) => void,
): Promise<Reference | undefined> {
  const journal = new KeptJournal();
  const player = makePlayer(recording, journal);
  const listedAt = new Array<Timestamp>(recording.knownAhead).fill(0 as Timestamp);
  let from: Timestamp | undefined;
  let to: Timestamp | undefined;
  for await (const tape of recording.tapes()) {
    if (tape.length === 0) continue;
    player.play(tape);
    for (let row = 0; row < tape.length; row++) {
      if (tape.kind[row] === KIND_LIST) listedAt.push(tape.tsInit[row] as Timestamp);
    }
    from ??= tape.tsInit[0] as Timestamp;
    to = tape.tsInit[tape.length - 1] as Timestamp;
    onTape(tape);
  }
  if (from === undefined || to === undefined) return undefined;
  player.advance(to);
  return { entries: journal.entries, listedAt, from, to };
}

/** Whose decision it is: a wish, a look without one, or a forecast. Undefined: it is none. */
export function strategyOf(entry: JournalEntry): StrategyIndex | undefined {
  if (entry.kind === 'Skipped' || entry.kind === 'Forecasted') return entry.strategy;
  return isWish(entry) ? entry.command.strategy : undefined;
}

export function isDecision(entry: JournalEntry): boolean {
  return strategyOf(entry) !== undefined;
}

const WISHES = ['Submitted', 'Denied', 'CancelRequested', 'SetsRequested', 'SetsDenied'] as const;

type Wished = JournalEntry & { readonly kind: (typeof WISHES)[number] };

function isWish(entry: JournalEntry): entry is Wished {
  return (WISHES as readonly string[]).includes(entry.kind);
}

/**
 * Times of decisions that have a future, in order. Of more than `sample` that many are drawn:
 * those with an order or a cancel first, for most decisions are not to trade.
 */
export function chooseCuts(
  { entries, to }: Reference,
  sample: number | undefined,
  seed: number,
): { readonly cuts: readonly Timestamp[]; readonly times: number } {
  const decided = entries.filter((entry) => isDecision(entry) && entry.at < to);
  const all = [...new Set(decided.map(({ at }) => at))];
  if (sample === undefined || all.length <= sample) return { cuts: all, times: all.length };
  const random = new Random(seed, 'lookahead-sample');
  const wished = new Set(decided.filter(isWish).map(({ at }) => at));
  const others = all.filter((at) => !wished.has(at));
  const half = Math.max(Math.ceil(sample / 2), sample - others.length);
  const chosen = draw([...wished], half, random);
  chosen.push(...draw(others, sample - chosen.length, random));
  return { cuts: chosen.sort((a, b) => a - b), times: all.length };
}

/** So many of them, each at most once; changes the order of `from`. */
function draw<T>(from: T[], count: number, random: Random): T[] {
  const chosen: T[] = [];
  while (chosen.length < count && from.length > 0) {
    const index = random.integer(from.length);
    chosen.push(from[index] as T);
    from[index] = from[from.length - 1] as T;
    from.pop();
  }
  return chosen;
}
