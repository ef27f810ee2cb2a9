import { type MarketIndex, tokenIndex } from '../src/domain/ids.ts';
import { Random } from '../src/domain/random.ts';
import { ASK, BID } from '../src/domain/side.ts';
import { type Price, SCALE, type Shares, type Timestamp } from '../src/domain/units.ts';
import { fuse } from '../src/signals/fusion.ts';
import { note, SOURCES, Sources } from '../src/strategies/fusion/sources.ts';
import { aMarket, at } from '../test/support/a-market.ts';
import { ScriptedView } from '../test/support/scripted-view.ts';
import type { Result, Section } from './section.ts';
import { perSecond, significant, text } from './spread.ts';
import { type Lap, lap, spreadOfLaps } from './stopwatch.ts';

const EVENTS = 200_000;
const RUNS = 5;
/** Events of a quarter of an hour at a busy market. */
const SPACING = 4_500;

type SignalsCase = { readonly events: number; readonly runs: number };

/** Six signals and their vote, read anew after each change of a book. */
export const signals: Section<SignalsCase> = {
  name: 'signals',
  title: `six signals and their fusion on each of ${EVENTS} book events, ten levels a side`,
  heading: ['events/s of processor (min-max)', 'ns/event', 'signals an event'],
  nodeFlags: [],
  cases({ runs = RUNS }) {
    return [{ events: EVENTS, runs }];
  },
  async measure({ events, runs }) {
    play(events);
    const laps: Lap[] = [];
    let spoken = 0;
    for (let run = 0; run < runs; run++) {
      laps.push(
        lap(() => {
          spoken = play(events);
        }),
      );
    }
    return [resultOf(events, laps, spoken)];
  },
};

function resultOf(events: number, laps: readonly Lap[], spoken: number): Result {
  const { processor } = spreadOfLaps(laps);
  const rate = perSecond(events, processor);
  const whole = (value: number) => Math.round(value).toLocaleString('en');
  return {
    cells: [text(rate, whole), significant(1e9 / rate.median), significant(spoken / events)],
    figures: { events, eventsPerSecond: rate, signalsPerEvent: spoken / events },
  };
}

/** Signals that spoke. */
function play(events: number): number {
  const view = new ScriptedView([aMarket({ labels: ['Up', 'Down'] })]);
  const market = 0 as MarketIndex;
  const up = tokenIndex(market, 0);
  const random = new Random(7, 'bench');
  const spot = Sources.spotTrail();
  const sources = new Sources({ asset: 'btc', spot });
  const weights = SOURCES.map(([, weight]) => weight);
  const options = { minSignals: 2, minScore: 10, score: 'net' } as const;
  fill(view);
  view.references.set('deribit/btc-put-call-oi', { price: 1_300_000, at: at(0) });
  view.references.set('alternative/fear-greed', { price: 20_000_000, at: at(0) });
  let spoken = 0;
  for (let event = 0; event < events; event++) {
    const now = (at(0) + event * SPACING) as Timestamp;
    view.now = now;
    const side = random.float() < 0.5 ? BID : ASK;
    const level = Math.floor(random.float() * 10);
    const price = (side === BID ? 64 - level : 66 + level) * 10_000;
    const size = Math.ceil(random.float() * 400) * SCALE;
    view.book(market).setLevel(side, price as Price, size as Shares);
    if (event % 4 === 0) note(spot, now, 100_000 + random.float() * 500);
    const mid = (view.mid(up) as number) / SCALE + random.float() / 100;
    note(sources.ticks, now, mid);
    spoken += fuse(sources.read(up, mid, view), weights, options).signals;
  }
  return spoken;
}

function fill(view: ScriptedView): void {
  const book = view.book(0 as MarketIndex);
  book.clear();
  for (let level = 0; level < 10; level++) {
    book.setLevel(BID, ((64 - level) * 10_000) as Price, (100 * SCALE) as Shares);
    book.setLevel(ASK, ((66 + level) * 10_000) as Price, (100 * SCALE) as Shares);
  }
  book.trust();
}
