import type { MarkoutName } from './markouts.ts';

/** Markouts for people. */
export const MARKOUT_LABELS: Readonly<Record<MarkoutName, string>> = {
  atFill: 'At the fill',
  after1: 'After 1 s',
  after30: 'After 30 s',
  after120: 'After 120 s',
};
