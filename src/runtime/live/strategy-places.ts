import type { StrategyIndex } from '../../domain/ids.ts';
import { type Refusal, refuse } from '../../domain/result.ts';
import { NEVER, type Timestamp } from '../../domain/units.ts';
import type { Holding } from '../../polymarket/execution/holdings.ts';
import type { OrderHistory } from '../../polymarket/execution/order-history.ts';
import { plural } from '../../report/format.ts';
import type { FileJournal } from '../../store/journal/file-journal.ts';

/** In a wallet's journal: whose the places are from here on, until the next such record. */
type StrategiesBegun = {
  readonly kind: 'StrategiesBegun';
  readonly at: Timestamp;
  /** Names, by place. */
  readonly strategies: readonly string[];
};

export function strategiesBegun(strategies: readonly string[], at: Timestamp): StrategiesBegun {
  return { kind: 'StrategiesBegun', at, strategies };
}

/**
 * Who had which place in the runs of a wallet: its journal names strategies by that. Journals of
 * before names were written down are of runs with one strategy each.
 */
export class StrategyPlaces {
  readonly #begun: readonly StrategiesBegun[];

  constructor({ records }: Pick<FileJournal, 'records'>) {
    this.#begun = records.flatMap(({ value }) => (isBegun(value) ? [value] : []));
  }

  /** Who had a place at a time; undefined: nobody wrote it down. */
  nameAt(place: StrategyIndex, at: Timestamp): string | undefined {
    return this.#begun.findLast((run) => run.at <= at)?.strategies[place];
  }

  /** Who has, in a run of these, what was bought then at a place: see {@link holders}. */
  holderOf(place: StrategyIndex, at: Timestamp, now: readonly string[]): string | undefined {
    return this.holders(at, now)[place];
  }

  /**
   * Whose, by place, what was bought then is in a run of these: it goes on with the places as long
   * as run follows run with the same ones, and stays with who had them where others came between.
   */
  holders(at: Timestamp, now: readonly string[]): readonly string[] {
    const bought = this.#begun.findLastIndex((run) => run.at <= at);
    let names = this.#begun[bought]?.strategies ?? [UNNAMED];
    const since = this.#begun.slice(bought + 1).map(({ strategies }) => strategies);
    for (const next of [...since, now]) {
      if (!areSamePlaces(names, next)) break;
      names = next;
    }
    return names;
  }
}

/**
 * Whether shares that are kept by place are those of the same strategies: one may take the place
 * of one, several go on as the same in the same order.
 */
export function areSamePlaces(before: readonly string[], now: readonly string[]): boolean {
  const isOneByOne = before.length === 1 && now.length === 1;
  return isOneByOne || String(before) === String(now);
}

/**
 * Refuses `other_strategies` where shares are those of others than these: they would be given to
 * whoever has the place. Whose they are say the buys, not the newest run: what the venue did not
 * list at its start was no concern of it.
 */
export function heldByOthers(
  journal: Pick<FileJournal, 'records'>,
  history: Pick<OrderHistory, 'buysSince'>,
  held: readonly Pick<Holding, 'strategy' | 'token'>[],
  strategies: readonly string[],
): Refusal | undefined {
  const places = new StrategyPlaces(journal);
  const buys = history.buysSince(0);
  const owned = held.map(({ strategy, token }) => {
    const buy = buys.findLast((one) => one.strategy === strategy && one.token === token);
    return { token, holders: places.holders(buy?.at ?? NEVER, strategies).join(', ') };
  });
  const others = owned.filter(({ holders }) => holders !== strategies.join(', '));
  const [first] = others;
  if (first === undefined) return undefined;
  const theirs = others.filter(({ holders }) => holders === first.holders);
  const positions = plural(new Set(theirs.map(({ token }) => token)).size, 'open position');
  const whose = `the wallet has ${positions} of ${first.holders}`;
  return refuse('other_strategies', `${whose}: name the same in that order until it is settled`);
}

const UNNAMED = 'one strategy that ran alone';

function isBegun(value: unknown): value is StrategiesBegun {
  if (typeof value !== 'object' || value === null || !('kind' in value)) return false;
  return value.kind === 'StrategiesBegun';
}
