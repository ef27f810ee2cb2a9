import type { OpinionPoint } from '../../../src/screen/market-document.ts';

/** How likely strategies took a market's first outcome to be, for a picture. */
export type OpinionLines = {
  /** Seconds since 1970, rising. */
  readonly xs: readonly number[];
  /** Of those that ever had a probability; null: it had none then. */
  readonly lines: readonly {
    readonly strategy: string;
    readonly values: readonly (number | null)[];
  }[];
};

/** What was thought holds until something else was, the last of it `until` then (µs UTC). */
export function opinionLines(points: readonly OpinionPoint[], until: number): OpinionLines {
  const moments = points.map(({ at }) => at);
  const last = moments.at(-1);
  if (last !== undefined && until > last) moments.push(until);
  const times = [...new Set(moments)];
  const likely = points.filter(({ probability }) => probability !== null);
  const strategies = [...new Set(likely.map(({ strategy }) => strategy))].sort();
  const lines = strategies.map((strategy) => ({
    strategy,
    values: heldAt(
      times,
      points.filter((point) => point.strategy === strategy),
    ),
  }));
  return { xs: times.map((at) => at / 1_000_000), lines };
}

function heldAt(times: readonly number[], points: readonly OpinionPoint[]): (number | null)[] {
  let next = 0;
  let held: number | null = null;
  return times.map((at) => {
    for (let point = points[next]; point !== undefined && point.at <= at; point = points[next]) {
      held = point.probability;
      next++;
    }
    return held;
  });
}
