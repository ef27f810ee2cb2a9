import type { Rows } from '../../../src/models/labeled-rows.ts';
import type { GrowOptions } from '../../../src/models/trees/grow.ts';
import type { Slopes } from '../../../src/models/trees/histogram.ts';

/**
 * One tree by trying every value of every input as an edge, with sums made anew each time: what
 * each row's leaf says. Slow, and with nothing of the histograms.
 */
export function naiveTree(rows: Rows, slopes: Slopes, options: GrowOptions): number[] {
  const said = Array<number>(rows.count).fill(0);
  grow([...said.keys()], 0);
  return said;

  function grow(members: readonly number[], level: number): void {
    const parts = level < options.depth ? bestParts(members) : undefined;
    if (parts === undefined) {
      for (const row of members)
        said[row] = (-options.rate * sum(members).slope) / sum(members).curve;
      return;
    }
    for (const part of parts) grow(part, level + 1);
  }

  function bestParts(members: readonly number[]): readonly (readonly number[])[] | undefined {
    let best = { score: score(members) + 1e-12, parts: undefined as number[][] | undefined };
    for (let input = 0; input < rows.inputs; input++) {
      const at = (row: number) => rows.values[row * rows.inputs + input] as number;
      for (const edge of members.map(at)) {
        const parts = [members.filter((r) => at(r) <= edge), members.filter((r) => at(r) > edge)];
        if (parts.some((part) => part.length < options.minLeaf || sum(part).curve < 1e-3)) continue;
        const gained = parts.reduce((all, part) => all + score(part), 0);
        if (gained > best.score) best = { score: gained, parts };
      }
    }
    return best.parts;
  }

  function score(members: readonly number[]): number {
    const { slope, curve } = sum(members);
    return slope ** 2 / curve;
  }

  function sum(members: readonly number[]): { readonly slope: number; readonly curve: number } {
    const of = (column: Float64Array) =>
      members.reduce((all, row) => all + (column[row] as number), 0);
    return { slope: of(slopes.first), curve: of(slopes.second) };
  }
}
