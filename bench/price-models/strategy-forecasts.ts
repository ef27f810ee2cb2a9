import { type CivilDate, DAY_MS, dateOfMs, MONTHS, msOfDate } from '../../src/domain/civil-date.ts';
import { easternReading } from '../../src/domain/eastern-time.ts';
import type { Market } from '../../src/domain/market.ts';
import { beginningOf, endOf } from '../../src/domain/price-question/moments.ts';
import { SCALE, type Timestamp } from '../../src/domain/units.ts';
import type { PriceModel } from '../../src/strategies/crypto-directional/fair-price.ts';
import { cryptoDirectional } from '../../src/strategies/crypto-directional/strategy.ts';
import { openMarket, stage } from '../../test/support/engine-stage.ts';
import { closeAt, listAt, type Message, referenceAt } from '../../test/support/tape-builder.ts';
import type { Result } from '../section.ts';
import { WALKS } from './recorded-walks.ts';
import { type Said, scoreOf } from './score.ts';
import { placeAt, stretchOf, type Walk } from './walk.ts';

const FEED = 'binance/btcusdt';
const WALK = 'btc-5m-outcomes-2025-12';
const HUNDREDTHS = [-3, -2, -1, 1, 2, 3] as const;
const HOUR = 3_600 * SCALE;

type Kind = 'touch' | 'terminal';

/** A question in the venue's words about one day, and what came of it. */
type Asked = {
  readonly kind: Kind;
  readonly market: Market;
  readonly from: Timestamp;
  readonly until: Timestamp;
  readonly happened: boolean;
};

/**
 * The strategy itself on the engine, day by day of a recorded spot: questions in the venue's words
 * with made-up levels 1 to 3 % away, and what it forecasts of each as its day begins in New York.
 */
export function strategyScores(): Result[] {
  const [walk] = WALKS[WALK]();
  const asked = questionsOn(walk as Walk);
  const own = forecastsOf(walk as Walk, asked, 'by-question');
  const others = { touch: 'terminal', terminal: 'touch' } as const;
  return (['touch', 'terminal'] as const).flatMap((kind) => {
    const other = forecastsOf(walk as Walk, asked, others[kind]);
    const line = (name: string, said: ReadonlyMap<Asked, number>) =>
      scoreOf(`  ${name}`, scored(kind, asked, said, own));
    return [
      line(`asks for ${kind}: model=by-question`, own),
      line(`asks for ${kind}: model=${others[kind]}`, other),
    ];
  });
}

function scored(
  kind: Kind,
  asked: readonly Asked[],
  said: ReadonlyMap<Asked, number>,
  own: ReadonlyMap<Asked, number>,
): Said[] {
  return asked.flatMap((one) => {
    const probability = said.get(one);
    const reference = own.get(one);
    if (one.kind !== kind || probability === undefined || reference === undefined) return [];
    return [{ cluster: one.from, probability, reference, happened: one.happened }];
  });
}

/** Of days that the recording tells whole. */
function questionsOn(walk: Walk): Asked[] {
  const first = dateOfMs(easternReading(walk.at[0] as Timestamp));
  const end = walk.at[walk.at.length - 1] as number;
  const asked: Asked[] = [];
  for (let ms = msOfDate(first) + DAY_MS; ; ms += DAY_MS) {
    const date = dateOfMs(ms);
    const from = beginningOf(date);
    if (endOf(date) > end) return asked;
    const spot = walk.last[placeAt(walk, from)] as number;
    for (const hundredths of HUNDREDTHS) {
      const level = Math.round((spot * (1 + hundredths / 100)) / 100) * 100;
      asked.push(...questionsAbout(walk, date, level, hundredths > 0));
    }
  }
}

function questionsAbout(walk: Walk, date: CivilDate, level: number, isUp: boolean): Asked[] {
  const [from, until] = [beginningOf(date), endOf(date)];
  const evening = (until - HOUR) as Timestamp;
  const day = stretchOf(walk, from, until);
  const untilEvening = stretchOf(walk, from, evening);
  if (day === undefined || untilEvening === undefined) return [];
  const side = isUp ? 'above' : 'below';
  const when = `${MONTHS[date.month - 1]} ${date.day}, ${date.year}`;
  const dollars = `$${level.toLocaleString('en')}`;
  const market = (question: string) =>
    openMarket({ slug: question, question, labels: ['Yes', 'No'], asset: 'btc' });
  return [
    {
      kind: 'touch',
      market: market(`Will Bitcoin ${isUp ? 'reach' : 'dip to'} ${dollars} on ${when}?`),
      ...{ from, until },
      happened: isUp ? day.high >= level : day.low <= level,
    },
    {
      kind: 'terminal',
      market: market(`Will the price of Bitcoin be ${side} ${dollars} on ${when} at 11PM ET?`),
      ...{ from, until: evening },
      happened: isUp ? untilEvening.last > level : untilEvening.last < level,
    },
  ];
}

/** What the strategy says of each as it begins. */
function forecastsOf(
  walk: Walk,
  asked: readonly Asked[],
  model: PriceModel,
): ReadonlyMap<Asked, number> {
  const defaults = Object.entries(cryptoDirectional.parameters).map(
    ([name, { default: value }]) => [name, value],
  );
  const strategy = cryptoDirectional.create({ ...Object.fromEntries(defaults), model }, 1);
  const markets = asked.map(({ market }) => market);
  const { play, journal } = stage([strategy], { markets, knownAhead: 0, feeds: [FEED] });
  const messages: Message[] = [];
  for (const [market, { from, until }] of asked.entries()) {
    messages.push(listAt(from, market), closeAt(until, market));
  }
  for (const [i, at] of walk.at.entries()) {
    messages.push(referenceAt(at, Math.round((walk.last[i] as number) * SCALE)));
  }
  // Markets of one moment are listed in their order: sorting keeps it.
  play(...messages.sort(([a], [b]) => (a?.at ?? 0) - (b?.at ?? 0)));
  const said = new Map<Asked, number>();
  for (const entry of journal) {
    const one = entry.kind === 'Forecasted' ? asked[entry.market] : undefined;
    if (entry.kind !== 'Forecasted' || one === undefined || said.has(one)) continue;
    if (entry.at === one.from) said.set(one, entry.probability);
  }
  return said;
}
