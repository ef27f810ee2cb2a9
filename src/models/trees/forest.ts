import { isNumbers } from '../saved.ts';

export type SavedForest = {
  /** The first node of each tree. */
  readonly roots: readonly number[];
  /** Which input a node asks for; 0 at a leaf. */
  readonly input: readonly number[];
  /** Where the right child is; the left one follows its parent. 0 at a leaf. */
  readonly right: readonly number[];
  /** The edge up to which it goes left; at a leaf what is added to the log odds. */
  readonly value: readonly number[];
};

/** Trees as columns of nodes, parents before their children. */
export class Forest {
  readonly #roots: number[] = [];
  readonly #input: number[] = [];
  readonly #right: number[] = [];
  readonly #value: number[] = [];

  beginTree(): void {
    this.#roots.push(this.#input.length);
  }

  /** Its left child comes next. */
  addBranch(input: number, edge: number): number {
    this.#right.push(0);
    this.#value.push(edge + 0);
    return this.#input.push(input) - 1;
  }

  beginRight(branch: number): void {
    this.#right[branch] = this.#input.length;
  }

  addLeaf(step: number): void {
    this.#input.push(0);
    this.#right.push(0);
    // JSON would lose the sign of -0.
    this.#value.push(step + 0);
  }

  save(): SavedForest {
    return { roots: this.#roots, input: this.#input, right: this.#right, value: this.#value };
  }
}

/** Whether every walk through these trees stays among the nodes and ends. */
export function isForest(
  saved: Partial<SavedForest> | undefined,
  inputs: number,
): saved is SavedForest {
  const { roots, input, right, value } = saved ?? {};
  if (!isNumbers(input) || !isNumbers(roots)) return false;
  const nodes = input.length;
  if (!isNumbers(right, nodes) || !isNumbers(value, nodes)) return false;
  const isPlace = (place: number, from: number) =>
    Number.isInteger(place) && place >= from && place < nodes;
  return (
    roots.every((root) => isPlace(root, 0)) &&
    input.every((one) => Number.isInteger(one) && one >= 0 && one < inputs) &&
    // Children come after their parents, so that no walk goes in a circle.
    right.every((place, node) => place === 0 || isPlace(place, node + 2))
  );
}
