import { MICROS_PER_SECOND, type Timestamp } from '../../src/domain/units.ts';
import { EwmaVolatility } from '../../src/models/price-paths/ewma-volatility.ts';
import type { Result } from '../section.ts';
import { type Asked, MODELS } from './models.ts';
import { type Said, scoreOf } from './score.ts';
import { placeAt, stretchOf, type Walk } from './walk.ts';

const HOUR = 3_600 * MICROS_PER_SECOND;
/** As crypto-directional has them by default. */
const VOLATILITY = { lambda: 0.94, step: 300 * MICROS_PER_SECOND, leastReturns: 30 };
/** Levels on both sides, in multiples of 2.5 % a root day: the same whatever was forecast. */
const MULTIPLES = [0.4, 0.8, 1.2, 1.6] as const;
const DAILY = 0.025;
/** A spot may be so old when a window begins. */
const OLDEST_SPOT = 10 * 60 * MICROS_PER_SECOND;

/** What was asked and what came, of one level in one window. */
export type Answered = Asked & {
  readonly cluster: number;
  readonly touched: boolean;
  readonly endedBeyond: boolean;
};

/** Windows side by side, each with its levels; those with a hole in the recording are left out. */
export function answersOf(walks: readonly Walk[], hours: number): readonly Answered[] {
  return walks.flatMap((walk) => answersOfWalk(walk, hours * HOUR));
}

function answersOfWalk(walk: Walk, length: number): Answered[] {
  const volatility = new EwmaVolatility(VOLATILITY);
  const answers: Answered[] = [];
  let heard = 0;
  const [first = 0, end = 0] = [walk.at[0], walk.at[walk.at.length - 1]];
  for (let from = Math.ceil(first / length) * length; from + length <= end; from += length) {
    const place = placeAt(walk, from);
    for (; heard <= place; heard++) {
      volatility.add(walk.last[heard] as number, walk.at[heard] as Timestamp);
    }
    const deviation = volatility.deviationOver(length);
    const stretch = stretchOf(walk, from, from + length);
    if (deviation === undefined || stretch === undefined) continue;
    if (from - (walk.at[place] as number) > OLDEST_SPOT) continue;
    const spot = walk.last[place] as number;
    const stepDeviation = volatility.deviationOver(walk.step) as number;
    for (const multiple of [...MULTIPLES, ...MULTIPLES.map((one) => -one)]) {
      const level = spot * Math.exp(multiple * DAILY * Math.sqrt(length / (24 * HOUR)));
      const touched = multiple > 0 ? stretch.high >= level : stretch.low <= level;
      const endedBeyond = multiple > 0 ? stretch.last > level : stretch.last < level;
      const asked = { level, spot, deviation, stepDeviation };
      answers.push({ ...asked, cluster: from / length, touched, endedBeyond });
    }
  }
  return answers;
}

/** Models for a question, the one that it asks for first. */
const ASKED_OF = {
  touch: [
    ...['touch, t6, by looks', 'touch, normal, by looks', 'touch, t6'],
    ...['terminal, t6', 'terminal, t6 as S1'],
  ],
  terminal: ['terminal, t6', 'terminal, normal', 'terminal, t6 as S1', 'touch, t6'],
} as const;

export function scoresOf(kind: keyof typeof ASKED_OF, answers: readonly Answered[]): Result[] {
  const names = ASKED_OF[kind];
  const say = (name: string, answer: Answered) => MODELS[name]?.(answer) as number;
  return names.map((name) => {
    const said = answers.map((answer): Said => {
      const happened = kind === 'touch' ? answer.touched : answer.endedBeyond;
      const reference = say(names[0] as string, answer);
      return { cluster: answer.cluster, probability: say(name, answer), reference, happened };
    });
    return scoreOf(`  ${name}`, said);
  });
}
