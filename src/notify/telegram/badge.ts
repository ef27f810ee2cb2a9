import type { DeskLine } from '../desk-line.ts';

/** Stands before every answer about money that is not real. */
export const SIMULATED = 'SIMULATED';

/** Words about what a desk may do with its money, marked where that is not real. */
export function marked(line: Pick<DeskLine, 'isSimulated'>, words: string): string {
  return line.isSimulated() === true ? `${SIMULATED}: ${words}` : words;
}
