import { existsSync } from 'node:fs';
import { ok, type Result, refuse } from '../../domain/result.ts';
import type { RunningConfiguration } from '../../server/dashboard/history.ts';
import { JournalError } from '../../store/journal/journal-error.ts';
import { runJournalPath } from '../replay/run-journal.ts';
import { deskBegun } from '../store/desk-begun.ts';
import { JournalTail } from '../store/journal-tail.ts';

/** What runs were begun with, by the first record of their journals: it never changes. */
export class RunningConfigurations {
  readonly #root: string;
  readonly #known = new Map<string, RunningConfiguration>();

  constructor(root: string) {
    this.#root = root;
  }

  /** Refuses `no_history` where the run has written down nothing that can be read. */
  of(run: string): Result<RunningConfiguration> {
    const known = this.#known.get(run);
    if (known !== undefined) return ok(known);
    const path = runJournalPath(this.#root, run);
    if (!existsSync(path)) return refuse('no_history', `${run} has no journal here`);
    const begun = deskBegun(firstRecord(path));
    if (begun === undefined) return refuse('no_history', `the journal of ${run} is of no desk`);
    const { name, mode, at, software, strategies, choice } = begun;
    const told: RunningConfiguration = {
      run: name,
      mode,
      began: at,
      software,
      // What they had learned is large, and told elsewhere.
      strategies: strategies.map((one) => ({ name: one.name, parameters: { ...one.parameters } })),
      choice: { ...choice },
    };
    this.#known.clear();
    this.#known.set(run, told);
    return ok(told);
  }
}

function firstRecord(path: string): unknown {
  try {
    return new JournalTail(path).next()[0]?.value;
  } catch (error) {
    if (error instanceof JournalError) return undefined;
    throw error;
  }
}
