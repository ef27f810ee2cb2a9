import { ArchiveError } from './archive-error.ts';

/** One thing that was checked over a whole dataset. */
export type Check = {
  /** Stable name, snake_case. */
  readonly name: string;
  readonly faults: number;
  /** The first few faults, in words, naming file and row. */
  readonly examples: readonly string[];
};

export type VerifyReport = {
  readonly dataset: string;
  readonly ok: boolean;
  readonly files: number;
  /** Event and reference rows read again; of a catalogue, its markets. */
  readonly rows: number;
  readonly checks: readonly Check[];
};

const MOST_EXAMPLES = 5;

/** Everything that is checked, so that a report also shows what was found in order. */
const NAMES = [
  'file_readable',
  'file_content',
  'file_known',
  'row_order',
  'row_values',
  'table_values',
  'table_content',
  'provenance',
  'book_crossed',
  'book_untrusted',
  'recount',
  'content_hash',
] as const;
type CheckName = (typeof NAMES)[number];

/** Collects what a verification finds. */
export class Findings {
  readonly #faults = new Map<CheckName, { count: number; examples: string[] }>(
    NAMES.map((name) => [name, { count: 0, examples: [] }]),
  );

  add(name: CheckName, example: string): void {
    const found = this.#faults.get(name);
    if (found === undefined) return;
    found.count++;
    if (found.examples.length < MOST_EXAMPLES) found.examples.push(example);
  }

  /** What `read` makes of a file, or undefined when it cannot: then that is a finding. */
  async reading<T>(file: string, read: () => Promise<T>): Promise<T | undefined> {
    try {
      return await read();
    } catch (error) {
      // Our own errors name the file and what to do.
      if (error instanceof ArchiveError) {
        this.add('file_readable', error.message);
        return undefined;
      }
      const said = error instanceof Error ? error.message.split('\n')[0] : String(error);
      this.add('file_readable', `${file}: ${said}; import the recording again`);
      return undefined;
    }
  }

  get checks(): Check[] {
    return [...this.#faults].map(([name, { count, examples }]) => ({
      name,
      faults: count,
      examples,
    }));
  }
}
