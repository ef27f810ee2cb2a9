import { MarketBook } from '../src/domain/book.ts';
import type { TokenId } from '../src/domain/ids.ts';
import { opposite } from '../src/domain/side.ts';
import type { TickSize } from '../src/domain/tick.ts';
import { complement } from '../src/domain/units.ts';
import {
  readMarketFrame,
  readMarketFrameCarefully,
} from '../src/polymarket/wire/market/market-frame.ts';
import type { FrameReading } from '../src/ports/venue-wire.ts';
import { recordedFrames } from '../test/support/recorded-frames.ts';
import { frameMarkets, madeUpFrames } from './made-up-frames.ts';
import type { Result, Section } from './section.ts';
import { perSecond, type Spread, significant, text } from './spread.ts';
import { type Lap, lap, spreadOfLaps } from './stopwatch.ts';

const FRAMES = 20_000;
/** Frames of one timed run: enough for seconds, and all roads take the same ones. */
const ROUND = 400_000;
const RUNS = 5;

const KINDS = ['recorded', '1 change', '2 changes', '3 changes'] as const;
type FramesCase = { readonly kind: (typeof KINDS)[number]; readonly runs: number };

/** price_change frames a second on one core: parsed, and parsed and applied to the books. */
export const frames: Section<FramesCase> = {
  name: 'frames',
  title: `price_change frames, ${FRAMES} different ones in turn, from text to books`,
  heading: [
    'frames, road',
    'k frames/s of processor (min-max)',
    'k changes/s',
    'ns/frame',
    'to JSON.parse',
  ],
  nodeFlags: [],
  cases({ runs = RUNS }) {
    return KINDS.map((kind) => ({ kind, runs }));
  },
  async measure(one) {
    return measureFrames(one);
  },
};

function measureFrames({ kind, runs }: FramesCase): Result[] {
  const texts = textsOf(kind);
  if (texts === undefined) {
    return [{ cells: [`${kind}: no recording here`, '', '', '', ''], figures: { kind } }];
  }
  const books = new Books(texts);
  const roads: Readonly<Record<string, (text: string) => unknown>> = {
    'JSON.parse alone': (frame) => JSON.parse(frame),
    'read carefully': readMarketFrameCarefully,
    read: readMarketFrame,
    'read and applied': (frame) => books.apply(readMarketFrame(frame)),
  };
  const laps = new Map<string, Lap[]>(Object.keys(roads).map((road) => [road, []]));
  // All roads in each run, so that a busy moment meets all of them; the first only warms up.
  for (let run = 0; run <= runs; run++) {
    for (const [road, take] of Object.entries(roads)) {
      const one = lap(() => round(texts, take));
      if (run > 0) laps.get(road)?.push(one);
    }
  }
  const perFrame = texts.reduce((sum, frame) => sum + changesOf(frame), 0) / texts.length;
  const rates = [...laps].map(([road, list]): [string, Spread] => [
    road,
    perSecond(ROUND, spreadOfLaps(list).processor),
  ]);
  const roof = rates[0]?.[1].median ?? Number.NaN;
  return rates.map(([road, rate]) => resultOf(kind, road, rate, perFrame, roof));
}

function resultOf(
  kind: string,
  road: string,
  rate: Spread,
  perFrame: number,
  roof: number,
): Result {
  return {
    cells: [
      `${kind}, ${road}`,
      text(rate, (value) => significant(value / 1e3)),
      significant((rate.median * perFrame) / 1e3),
      significant(1e9 / rate.median),
      significant(rate.median / roof),
    ],
    figures: {
      kind,
      road,
      framesPerProcessorSecond: rate,
      changesPerFrame: perFrame,
      toJsonParse: rate.median / roof,
    },
  };
}

function round(texts: readonly string[], take: (text: string) => unknown): void {
  for (let i = 0; i < ROUND; i++) take(texts[i % texts.length] as string);
}

function textsOf(kind: FramesCase['kind']): readonly string[] | undefined {
  if (kind === 'recorded') {
    return recordedFrames()
      ?.filter(({ text: frame }) => frame.endsWith('"event_type":"price_change"}'))
      .map((frame) => frame.text);
  }
  return madeUpFrames(frameMarkets(7), FRAMES, Number(kind[0]), 7);
}

function changesOf(frame: string): number {
  return frame.split('"asset_id"').length - 1;
}

/** One book a market, in the coordinates of its first token; the second's changes are mirrored. */
class Books {
  readonly #places = new Map<TokenId, { readonly book: MarketBook; readonly first: boolean }>();

  /** The markets that these frames speak of. */
  constructor(texts: readonly string[]) {
    for (const frame of texts) {
      for (const message of readMarketFrame(frame).messages) {
        if (message.kind !== 'LevelsChanged') continue;
        const book = new MarketBook(10_000 as TickSize);
        for (const [i, { token }] of message.changes.entries()) {
          if (!this.#places.has(token)) this.#places.set(token, { book, first: i % 2 === 0 });
        }
      }
    }
  }

  apply({ messages }: FrameReading): void {
    for (const message of messages) {
      if (message.kind !== 'LevelsChanged') continue;
      for (const { token, side, price, size } of message.changes) {
        const place = this.#places.get(token);
        if (place === undefined) throw new Error(`no book for ${token}`);
        const set = place.first
          ? place.book.trySetLevel(side, price, size)
          : place.book.trySetLevel(opposite(side), complement(price), size);
        if (!set) throw new Error(`a level at ${price} does not fit`);
      }
    }
  }
}
