import { z } from 'zod';
import type { Resolution } from '../../domain/market.ts';
import type { MarketFacts } from '../../domain/market-facts.ts';
import { PROVENANCES, type Provenance } from '../../domain/provenance.ts';
import { type StrikeNews, UNKNOWN_STRIKES } from '../../domain/strike.ts';
import type { Timestamp } from '../../domain/units.ts';

/** Raised when notes change their meaning; a log of another version is refused by name. */
export const LOG_VERSION = 2;

/** `source` of what a recorder notes itself; everything else came over a connection. */
export const SOURCES = {
  begin: 'recorder/begin',
  market: 'recorder/market',
  resolution: 'recorder/resolution',
  strike: 'recorder/strike',
  event: 'recorder/event',
  refused: 'recorder/refused',
  shed: 'recorder/shed',
  end: 'recorder/end',
} as const;

/** The first record of every segment. */
export type BeginNote = {
  readonly version: number;
  /** Name of the dataset that the segment belongs to. */
  readonly dataset: string;
  readonly provenance: Provenance;
  /** Where it was heard, for people. */
  readonly heardFrom: string;
};

/** A market whose tokens have the numbers 2 * number and 2 * number + 1 in this segment. */
export type MarketNote = { readonly number: number; readonly facts: MarketFacts };

/** Who won; the market was declared before. */
export type ResolutionNote = {
  readonly market: number;
  readonly resolution: Resolution;
  readonly note: string;
};

/** What became known of a price at an end of its window; the market was declared before. */
export type StrikeNote = StrikeNews & { readonly market: number };
/** A part of what was heard that could not be used. Of many alike only the code is told. */
export type RefusedNote = {
  /** That of its frame. */
  readonly source: string;
  readonly code: string;
  readonly message?: string | undefined;
  /** The beginning of the frame. */
  readonly text?: string | undefined;
};

/** Frames that were not kept, since when; the events in them were. */
export type ShedNote = { readonly frames: number; readonly from: Timestamp };

/** The last record of a segment. Without one, the recorder was killed. */
export type EndNote = {
  /** rotated: the next segment goes on without a hole. */
  readonly reason: 'rotated' | 'stopped';
};

const begin = z.object({
  version: z.number(),
  dataset: z.string(),
  provenance: z.enum(PROVENANCES),
  heardFrom: z.string(),
});
const end = z.object({ reason: z.enum(['rotated', 'stopped']) });
const time = z.number().int().positive();
// JSON has no undefined, and writes null for it where a place must be kept.
const untold = z
  .string()
  .nullable()
  .transform((text) => text ?? undefined);
/** A value and where it is from; what the value is, only its own readers know. */
const sourced = z.looseObject({ source: z.string() }).optional();
const facts = z.looseObject({
  slug: z.string().min(1),
  source: z.string(),
  tokens: z.tuple([untold, untold]),
  labels: z.tuple([untold, untold]),
  conditionId: z.string().optional(),
  question: z.string().optional(),
  category: z.string().optional(),
  asset: z.string().optional(),
  opensAt: time.optional(),
  closesAt: time.optional(),
  minimumSize: sourced,
  fee: sourced,
  rule: sourced,
  takerDelayMs: sourced,
  knownSince: time.optional(),
  negativeRisk: z.boolean().optional(),
  listedTick: z.number().int().positive().optional(),
  group: z.string().optional(),
});
const market = z.object({ number: z.number().int().nonnegative(), facts });
const resolution = z.object({
  market: z.number().int().nonnegative(),
  resolution: z.object({
    payout: z.literal([0, 500_000, 1_000_000]),
    at: time,
    source: z.literal(['venue', 'reference', 'final_price']),
  }),
  note: z.string(),
});
const place = {
  market: z.number().int().nonnegative(),
  end: z.enum(['open', 'close']),
  boundary: time,
  feed: z.string().optional(),
};
const price = { value: z.number().int().positive(), text: z.string().min(1) };
const strike = z.discriminatedUnion('kind', [
  z.object({ ...place, ...price, kind: z.literal('derived'), isExact: z.boolean() }),
  z.object({ ...place, kind: z.literal('unknown'), why: z.enum(UNKNOWN_STRIKES) }),
  z.object({ ...place, ...price, kind: z.literal('official') }),
]);

const refused = z.object({
  source: z.string(),
  code: z.string().min(1),
  message: z.string().optional(),
  text: z.string().optional(),
});
const shed = z.object({ frames: z.number().int().positive(), from: time });

/** Notes as they were written, or undefined for a text that is none. */
export const readNote = {
  begin: (text: string) => parsed(begin, text) as BeginNote | undefined,
  market: (text: string) => parsed(market, text) as MarketNote | undefined,
  resolution: (text: string) => parsed(resolution, text) as ResolutionNote | undefined,
  strike: (text: string) => parsed(strike, text) as StrikeNote | undefined,
  refused: (text: string) => parsed(refused, text) as RefusedNote | undefined,
  shed: (text: string) => parsed(shed, text) as ShedNote | undefined,
  end: (text: string) => parsed(end, text) as EndNote | undefined,
};

function parsed(schema: z.ZodType, text: string): unknown {
  try {
    const result = schema.safeParse(JSON.parse(text));
    return result.success ? result.data : undefined;
  } catch {
    return undefined;
  }
}
