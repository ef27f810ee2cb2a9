import { z } from 'zod';
import { roundDecimal } from '../../domain/decimal.ts';
import { ok, type Result } from '../../domain/result.ts';
import {
  MICROS_PER_SECOND,
  type Price,
  parsePrice,
  SCALE,
  type Timestamp,
} from '../../domain/units.ts';
import type { VenueWire } from '../../ports/venue-wire.ts';
import type { At, InputFile, MarketNumber, SourceRow, UnitWriter } from '../importer.ts';
import { FinalBooks } from './final-price.ts';
import { readGzip } from './gzip-file.ts';
import { malformed, parsedJson } from './json-rows.ts';
import { SilenceGaps } from './silence-gaps.ts';
import { upDownFacts } from './up-down-facts.ts';

/** Looks are at most 30 s apart. */
const STANDS = 35 * MICROS_PER_SECOND;

const side = z.number().nullable();
const quote = z.object({ bid: side, ask: side });
const windowShape = z.object({
  window_ts: z.number().int(),
  slug: z.string(),
  winner: z.string().nullish(),
  samples: z.array(z.unknown()),
});
/** `t` is negative: seconds before the end. */
const sampleShape = z.object({
  t: z.number().min(-300).max(0),
  spot: z.number().nullish(),
  up: quote,
  down: quote,
});

type Sample = z.output<typeof sampleShape>;

/** What the reading of one window needs. */
type Late = {
  readonly market: MarketNumber;
  readonly closesAt: Timestamp;
  readonly silence: SilenceGaps;
  readonly finals: FinalBooks;
  readonly writer: UnitWriter;
};

/** Imports a file of windows. */
export async function readLateLadders(
  file: InputFile,
  wire: VenueWire,
  writer: UnitWriter,
): Promise<void> {
  let looks = 0;
  for (const [index, line] of (await readGzip(file)).toString('utf8').split('\n').entries()) {
    if (line === '') continue;
    const source = { file: file.name, row: index + 1 };
    const parsed = windowShape.safeParse(parsedJson(line));
    if (!parsed.success) {
      malformed(parsed.error, source, writer, line);
      continue;
    }
    const { slug, window_ts, samples, winner } = parsed.data;
    const facts = upDownFacts(wire, slug);
    const isWindow = facts?.opensAt === window_ts * MICROS_PER_SECOND;
    if (facts?.closesAt === undefined || !isWindow) {
      writer.quarantine(source, 'unknown_market', 'slug and time do not make a window', line);
      continue;
    }
    const market = writer.market({ ...facts, labels: ['Up', 'Down'], source: 'slug in the rows' });
    const silence = new SilenceGaps(writer, market, [0, 1], STANDS);
    const { closesAt } = facts;
    const late = { market, closesAt, silence, finals: new FinalBooks(), writer };
    for (const sample of samples) look(sample, source, late);
    looks += samples.length;
    settle(winner ?? undefined, late);
  }
  writer.progress(looks);
  await writer.ready();
}

/** One look at both tokens and the spot. */
function look(told: unknown, source: SourceRow, late: Late): void {
  const { writer, market, closesAt } = late;
  const parsed = sampleShape.safeParse(told);
  if (!parsed.success) {
    malformed(parsed.error, source, writer, JSON.stringify(told));
    return;
  }
  const sample = parsed.data;
  const tsInit = closesAt + Math.round(sample.t * MICROS_PER_SECOND);
  const isNews = late.silence.heard(tsInit);
  if (!viewsAgree(sample)) writer.defect('views_of_the_tokens_disagree');
  const raw = () => JSON.stringify(told);
  const when = { tsEvent: Number.NaN, tsInit, source };
  tell(sample.up, { market, outcome: 0, ...when }, isNews, raw, late);
  tell(sample.down, { market, outcome: 1, ...when }, isNews, raw, late);
  const text = String(sample.spot ?? '');
  const spot = roundDecimal(text, 'halfEven');
  if (!spot.ok) writer.defect('look_without_spot');
  else writer.reference('unknown/btc', Number.NaN, tsInit, spot.value, text);
}

function tell(
  { bid, ask }: z.output<typeof quote>,
  at: At,
  isNews: boolean,
  raw: () => string,
  { writer, finals }: Late,
): void {
  const { market, outcome, tsInit, source } = at;
  const [best, worst] = [priceOf(bid), priceOf(ask)];
  if (!best.ok || !worst.ok) {
    const fault = best.ok ? worst : best;
    if (!fault.ok) writer.quarantine(source, fault.code, fault.message, raw());
    if (isNews) writer.gap(market, outcome, tsInit as Timestamp, undefined, 'bad_rows');
    return;
  }
  if (!writer.quote(at, best.value, worst.value, raw)) return;
  finals.see({ outcome, at: tsInit, mid: ((best.value ?? 0) + (worst.value ?? SCALE)) / 2 });
}

/** Undefined where that side is empty. */
function priceOf(told: number | null): Result<Price | undefined> {
  return told === null ? ok(undefined) : parsePrice(String(told));
}

/** The two tokens share one book: a bid on Up is an ask on Down. */
function viewsAgree({ up, down }: Sample): boolean {
  const isMirror = (one: number | null, other: number | null) =>
    one === null || other === null ? one === other : Math.abs(one + other - 1) < 1e-9;
  return isMirror(up.bid, down.ask) && isMirror(up.ask, down.bid);
}

function settle(winner: string | undefined, { market, closesAt, finals, writer }: Late): void {
  const resolution = finals.settle(market, closesAt, writer);
  if (resolution === undefined) return;
  if (winner === undefined) {
    writer.defect('winner_of_the_bot_unknown');
    return;
  }
  const told = winner === 'UP' ? SCALE : winner === 'DOWN' ? 0 : undefined;
  const isSame = told === resolution.payout;
  writer.defect(isSame ? 'winner_of_the_bot_agrees' : 'winner_of_the_bot_contradicts');
}
