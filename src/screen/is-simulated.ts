import type { DeskRow } from './desk-document.ts';

/** Whether no money of a desk is real: on paper nothing is at a venue, wherever prices are from. */
export function isSimulated({ mode, provenance }: Pick<DeskRow, 'mode' | 'provenance'>): boolean {
  return mode !== 'live' || provenance === 'simulated';
}
