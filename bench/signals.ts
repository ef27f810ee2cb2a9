import { Random } from '../src/domain/random.ts';
import { ASK, BID } from '../src/domain/side.ts';
import { type Price, SCALE, type Shares } from '../src/domain/units.ts';
import { OnlineLogistic } from '../src/models/online-logistic.ts';
import type { ProbabilityModel } from '../src/models/probability-model.ts';
import { trainTrees } from '../src/models/trees/train.ts';
import { FEATURE_SETS } from '../src/signals/features/feature-set.ts';
import { MarketFeatures } from '../src/signals/features/market-features.ts';
import { PriceFeeds } from '../src/signals/features/price-feeds.ts';
import { fuse } from '../src/signals/fusion.ts';
import { note, SOURCES, Sources } from '../src/strategies/fusion/sources.ts';
import { at } from '../test/support/a-market.ts';
import { BusyMarket, MARKET, RULE_FEED, SPOT_FEED, UP } from './busy-market.ts';
import type { Result, Section } from './section.ts';
import { perSecond, significant, text } from './spread.ts';
import { type Lap, lap, spreadOfLaps } from './stopwatch.ts';

const EVENTS = 200_000;
const RUNS = 5;
/** A row is learned from each so many events: a prime, as all else comes in turns. */
const ROW_EACH = 101;

const KINDS = ['signals', 'signals, features', 'signals, features, both models'] as const;
type Kind = (typeof KINDS)[number];
type SignalsCase = { readonly kind: Kind; readonly events: number; readonly runs: number };

/** What the events of a run came to. */
type Said = { signals: number; forecasts: number };

const { desk } = FEATURE_SETS;
const WEIGHTS = SOURCES.map(([, weight]) => weight);
const VOTE = { minSignals: 2, minScore: 10, score: 'net' } as const;

/** Six signals, features and models, all anew after each change of a book. */
export const signals: Section<SignalsCase> = {
  name: 'signals',
  title: `six signals and their vote, features and models on each of ${EVENTS} events`,
  heading: [
    'what',
    'events/s of processor (min-max)',
    'ns/event',
    'signals an event',
    'forecasts an event',
  ],
  nodeFlags: [],
  cases({ runs = RUNS }) {
    return KINDS.map((kind) => ({ kind, events: EVENTS, runs }));
  },
  async measure({ kind, events, runs }) {
    const models = kind === 'signals, features, both models' ? trained(events) : [];
    const play = () => (kind === 'signals' ? playSignals(events) : playAll(events, models));
    play();
    const laps: Lap[] = [];
    let said: Said = { signals: 0, forecasts: 0 };
    for (let run = 0; run < runs; run++) {
      laps.push(
        lap(() => {
          said = play();
        }),
      );
    }
    return [resultOf(kind, events, laps, said)];
  },
};

function resultOf(kind: Kind, events: number, laps: readonly Lap[], said: Said): Result {
  const { processor } = spreadOfLaps(laps);
  const rate = perSecond(events, processor);
  const whole = (value: number) => Math.round(value).toLocaleString('en');
  const signalsPerEvent = said.signals / events;
  const forecastsPerEvent = said.forecasts / events;
  return {
    cells: [
      kind,
      text(rate, whole),
      significant(1e9 / rate.median),
      significant(signalsPerEvent),
      significant(forecastsPerEvent),
    ],
    figures: { kind, events, eventsPerSecond: rate, signalsPerEvent, forecastsPerEvent },
  };
}

/** What the six signals are read from, after one event. */
class Voters {
  readonly #market: BusyMarket;
  readonly #spot = Sources.spotTrail();
  /** Its own, so that the market is the same with and without it. */
  readonly #random = new Random(7, 'bench votes');
  readonly #sources = new Sources({ asset: 'btc', spot: this.#spot });

  constructor(market: BusyMarket) {
    this.#market = market;
  }

  /** How many spoke. */
  vote(event: number): number {
    const { view, spot } = this.#market;
    if (event % 4 === 0) note(this.#spot, view.now, spot);
    const mid = (view.mid(UP) as number) / SCALE + this.#random.float() / 100;
    note(this.#sources.ticks, view.now, mid);
    return fuse(this.#sources.read(UP, mid, view), WEIGHTS, VOTE).signals;
  }
}

function playSignals(events: number): Said {
  const market = new BusyMarket();
  const voters = new Voters(market);
  const said: Said = { signals: 0, forecasts: 0 };
  for (let event = 0; event < events; event++) {
    market.change(event);
    said.signals += voters.vote(event);
  }
  return said;
}

/** Signals, a row of features, and what each model says of it, at each event. */
function playAll(events: number, models: readonly ProbabilityModel[]): Said {
  const market = new BusyMarket();
  const voters = new Voters(market);
  const said: Said = { signals: 0, forecasts: 0 };
  playFeatures(market, events, (event, row) => {
    said.signals += voters.vote(event);
    for (const model of models) if (typeof model.predict(row) === 'number') said.forecasts++;
  });
  return said;
}

/** Tells the features each event: the book, spot with each fourth, a print with each tenth. */
function playFeatures(
  market: BusyMarket,
  events: number,
  each: (event: number, row: Float64Array) => void,
): void {
  const { view, random } = market;
  const row = new Float64Array(desk.length);
  market.now = at(-400);
  const features = new MarketFeatures(desk, MARKET, view, new PriceFeeds());
  for (let second = -400; second < 0; second++) {
    market.now = at(second);
    hear(features, market);
    features.onBook(view);
  }
  features.onTrade(0, ASK, 650_000 as Price, SCALE as Shares, view);
  for (let event = 0; event < events; event++) {
    market.change(event);
    if (event % 4 === 0) features.onReference(SPOT_FEED, Math.round(market.spot * SCALE), view);
    if (event % 222 === 0) hear(features, market);
    if (event % 10 === 0) {
      const size = Math.ceil(random.float() * 100) * SCALE;
      features.onTrade(0, random.float() < 0.5 ? BID : ASK, 650_000 as Price, size as Shares, view);
    }
    features.onBook(view);
    features.write(view, row);
    each(event, row);
  }
}

/** Each second both feeds are heard. */
function hear(features: MarketFeatures, market: BusyMarket): void {
  const step = market.random.float();
  features.onReference(RULE_FEED, Math.round((market.spot + step) * SCALE), market.view);
  features.onReference(SPOT_FEED, Math.round((market.spot - step) * SCALE), market.view);
}

/** Both models, from rows of that window whose labels mean nothing. */
function trained(events: number): readonly ProbabilityModel[] {
  const values: number[] = [];
  const labels: number[] = [];
  const online = new OnlineLogistic(desk.length);
  const random = new Random(7, 'bench labels');
  playFeatures(new BusyMarket(), events, (event, row) => {
    if (event % ROW_EACH !== 0 || !row.every(Number.isFinite)) return;
    const isUp = random.float() < 0.5;
    online.learn(row, isUp);
    values.push(...row);
    labels.push(isUp ? 1 : 0);
  });
  const rows = { count: labels.length, inputs: desk.length, values: Float64Array.from(values) };
  return [online, trainTrees(rows, Uint8Array.from(labels))];
}
