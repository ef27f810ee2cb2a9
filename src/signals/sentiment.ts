import { abstain, type Lean, type Reading } from './signal.ts';

export type SentimentOptions = {
  /** Of the index, 0 to 100: up to here fear is extreme, from there on greed. */
  readonly fear: number;
  readonly greed: number;
};

/** Source system S3, §4.2. */
export const SENTIMENT: SentimentOptions = { fear: 25, greed: 75 };

/** Between these the index says nothing. */
const CALM_FROM = 45;
const CALM_TO = 55;

/** The fear and greed index, against the crowd. Undefined: not heard, or too old. */
export function sentiment(index: number | undefined, { fear, greed }: SentimentOptions): Reading {
  if (index === undefined) return abstain('reference_missing');
  if (index <= fear) return extreme('up', fear === 0 ? 1 : (fear - index) / fear);
  if (index >= greed) return extreme('down', greed === 100 ? 1 : (index - greed) / (100 - greed));
  if (index >= CALM_FROM && index <= CALM_TO) return abstain('calm');
  return { lean: index < CALM_FROM ? 'up' : 'down', strength: 1, confidence: 0.55 };
}

const CONFIDENCE = { 4: 0.85, 3: 0.75, 2: 0.65 } as const;

function extreme(lean: Lean, extremeness: number): Reading {
  const strength = extremeness >= 0.8 ? 4 : extremeness >= 0.5 ? 3 : 2;
  return { lean, strength, confidence: CONFIDENCE[strength] };
}
