/** One line of a section's table: as text, and as numbers for whoever reads the JSON. */
export type Result = {
  readonly cells: readonly string[];
  readonly figures: Readonly<Record<string, unknown>>;
};

export type BenchOptions = {
  /** Timed runs of each case; undefined: each section's own choice, three or more. */
  readonly runs: number | undefined;
};

/**
 * A table of measurements. Each case is measured in a process of its own, so that no case finds
 * code that another has made slow, or memory that another has taken. C travels as JSON.
 */
export type Section<C = unknown> = {
  readonly name: string;
  /** What is measured, in one line. */
  readonly title: string;
  readonly heading: readonly string[];
  /** Flags of Node for the process of a case. */
  readonly nodeFlags: readonly string[];
  /** The cases, or why there are none. */
  cases(options: BenchOptions): readonly C[] | string;
  /** Runs in the case's own process. */
  measure(one: C): Promise<readonly Result[]>;
};
