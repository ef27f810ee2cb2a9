import type { PriceOutlook } from '../../src/models/price-paths/price-outlook.ts';
import { studentBelow } from '../../src/models/price-paths/student-t.ts';
import { probabilityAbove } from '../../src/models/price-paths/terminal-probability.ts';
import { touchProbability } from '../../src/models/price-paths/touch-probability.ts';

/** A level away from the spot, and what is known of the way to it. */
export type Asked = {
  readonly level: number;
  readonly spot: number;
  readonly deviation: number;
  /** Of the logarithm between two looks at the price. */
  readonly stepDeviation: number;
};

const NU = 6;
const NORMAL = Number.POSITIVE_INFINITY;

const outlook = ({ spot, deviation }: Asked, degrees: number): PriceOutlook => {
  return { spot, deviation, drift: 0, degrees };
};

/** To end beyond the level, seen from the spot. */
const beyond = (asked: Asked, degrees: number): number => {
  const above = probabilityAbove(asked.level, outlook(asked, degrees));
  return asked.level > asked.spot ? above : 1 - above;
};

/** Probabilities of getting beyond a level, by what they take the question for. */
export const MODELS: Readonly<Record<string, (asked: Asked) => number>> = {
  'touch, t6': (asked) => touchProbability(asked.level, 'either', outlook(asked, NU)),
  'touch, t6, by looks': (asked) =>
    touchProbability(asked.level, 'either', outlook(asked, NU), asked.stepDeviation),
  'touch, normal, by looks': (asked) =>
    touchProbability(asked.level, 'either', outlook(asked, NORMAL), asked.stepDeviation),
  'terminal, t6': (asked) => beyond(asked, NU),
  'terminal, normal': (asked) => beyond(asked, NORMAL),
  // Source system S1: the scale is upside down.
  'terminal, t6 as S1': ({ level, spot, deviation }) =>
    studentBelow((-Math.abs(Math.log(level / spot)) / deviation) * Math.sqrt((NU - 2) / NU), NU),
};
