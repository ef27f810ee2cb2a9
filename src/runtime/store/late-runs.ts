/**
 * Runs of before that had not come to their end in what is kept of them, one after the other. One
 * with which something goes wrong keeps none of the others waiting: it is tried again after them.
 */
export class LateRuns<T> {
  readonly #runs: T[];
  readonly #work: (run: T) => boolean | Promise<boolean>;

  /** `work`: a piece of it; false: there is no more of that run. */
  constructor(runs: readonly T[], work: (run: T) => boolean | Promise<boolean>) {
    this.#runs = [...runs];
    this.#work = work;
  }

  /** One piece of work; false: there is no more. @throws what went wrong with a run */
  async step(): Promise<boolean> {
    const run = this.#runs[0];
    if (run === undefined) return false;
    try {
      if (!(await this.#work(run))) this.#runs.shift();
    } catch (error) {
      this.#runs.push(...this.#runs.splice(0, 1));
      throw error;
    }
    return true;
  }
}
