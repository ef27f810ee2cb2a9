import { readQuestion } from '../../src/domain/price-question/read-question.ts';
import { tellReading } from '../../src/domain/price-question/tell-question.ts';
import { MICROS_PER_SECOND, SCALE, type Timestamp } from '../../src/domain/units.ts';
import { EwmaVolatility } from '../../src/models/price-paths/ewma-volatility.ts';
import type { PriceOutlook } from '../../src/models/price-paths/price-outlook.ts';
import {
  fairYes,
  type LevelQuestion,
  type PriceModel,
} from '../../src/strategies/crypto-directional/fair-price.ts';
import type { Result } from '../section.ts';
import { textOf, WALKS } from './recorded-walks.ts';
import { scoreOf } from './score.ts';
import { placeAt, type Stretch, stretchOf, type Walk } from './walk.ts';

const FOLDER = 'gamma-and-clob-catalogues-2026-02';
const DAY = 86_400 * MICROS_PER_SECOND;
const VOLATILITY = { lambda: 0.94, step: 300 * MICROS_PER_SECOND, leastReturns: 30 };

type Row = {
  readonly question: string;
  readonly description?: string;
  readonly endDate?: string | null;
  readonly startDate?: string | null;
};

/** A question may be priced so many days before its end at most. */
const FARTHEST = 30;

/**
 * Recorded questions that a recorded spot tells the way to the end of: what the strategy's pricing
 * says of each as early as that spot allows, and what came, by the spot. Many ask about one and the
 * same way.
 */
export function recordedQuestions(): Result[] {
  const walks = Object.values(WALKS).flatMap((load) => load());
  return ['gamma-markets-600', 'gamma-2575'].flatMap((catalogue) => {
    const rows = JSON.parse(textOf(FOLDER, `${catalogue}.json.gz`)) as Row[];
    return rows.flatMap((row) => walks.flatMap((walk) => priced(row, walk)));
  });
}

function priced(row: Row, walk: Walk): Result[] {
  const reading = readQuestion(row.question, {
    description: row.description,
    closesAt: timeOf(row.endDate),
    opensAt: timeOf(row.startDate),
  });
  if (reading.kind !== 'parsed' || reading.question.relation === 'up_or_down') return [];
  const { question } = reading;
  const until = question.deadline.at;
  if (question.asset !== walk.asset || until === undefined) return [];
  for (let days = FARTHEST; days >= 1; days--) {
    const from = (until - days * DAY) as Timestamp;
    if ('from' in question && question.from !== undefined && from < question.from) continue;
    const stretch = stretchOf(walk, from, until);
    const outlook = outlookAt(walk, from, until);
    if (stretch === undefined || outlook === undefined) continue;
    return [told(`  ${tellReading(reading)}, ${days} d ahead`, question, outlook, stretch)];
  }
  return [];
}

function outlookAt(walk: Walk, from: Timestamp, until: Timestamp): PriceOutlook | undefined {
  const volatility = new EwmaVolatility(VOLATILITY);
  const place = placeAt(walk, from);
  for (let i = 0; i <= place; i++) {
    volatility.add(walk.last[i] as number, walk.at[i] as Timestamp);
  }
  const deviation = volatility.deviationOver(until - from);
  if (deviation === undefined) return undefined;
  return { spot: (walk.last[place] as number) * SCALE, deviation, drift: 0, degrees: 6 };
}

function told(
  name: string,
  question: LevelQuestion,
  outlook: PriceOutlook,
  stretch: Stretch,
): Result {
  const said = (model: PriceModel) => fairYes(question, outlook, model);
  const probability = said('by-question');
  const happened = cameTrue(question, outlook.spot / SCALE, stretch);
  const score = scoreOf(name, [{ cluster: 0, probability, reference: probability, happened }]);
  const others = `terminal ${said('terminal').toFixed(3)}, touch ${said('touch').toFixed(3)}`;
  return { ...score, cells: [...score.cells.slice(0, -1), others] };
}

/** By the recorded spot; the venue's word on these is not in the recordings, but for one. */
function cameTrue(question: LevelQuestion, spot: number, { last, high, low }: Stretch): boolean {
  if (question.relation === 'between') {
    return last >= question.low / SCALE && last < question.high / SCALE;
  }
  const strike = question.strike / SCALE;
  switch (question.relation) {
    case 'above':
      return last > strike;
    case 'below':
      return last < strike;
    case 'reach':
      return high >= strike;
    case 'dip':
      return low <= strike;
    case 'hit':
      return strike >= spot ? high >= strike : low <= strike;
  }
}

function timeOf(text: string | null | undefined): Timestamp | undefined {
  return text ? ((Date.parse(text) * 1_000) as Timestamp) : undefined;
}
