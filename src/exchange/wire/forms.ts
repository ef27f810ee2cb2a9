import { MICROS_PER_MS, MICROS_PER_SECOND, SCALE, type Timestamp } from '../../domain/units.ts';

// The forms in which the venue's services write values into JSON.

/** A row of an answer. */
export type Row = Readonly<Record<string, unknown>>;

/** Known to Node since 22, and not yet to the library of types. */
const { rawJSON } = JSON as unknown as { readonly rawJSON: (text: string) => unknown };

/** Decimal text as a JSON number with every digit, which a float would lose. */
export function exactNumber(text: string): unknown {
  return rawJSON(text);
}

/** Units of 1e-6 as a JSON number. */
export function numberOf(units: number): number {
  return units / SCALE;
}

/** A list as a JSON text within JSON, with the venue's blanks: '["Up", "Down"]'. */
export function listText(texts: readonly string[]): string {
  return `[${texts.map((text) => JSON.stringify(text)).join(', ')}]`;
}

/** token_id for tokenId. */
export function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** 2026-06-24T07:55:00Z. */
export function isoSeconds(at: Timestamp): string {
  return `${isoMs(at).slice(0, 19)}Z`;
}

/** 2026-06-23T07:57:35.630868Z. */
export function isoMicros(at: Timestamp): string {
  const micros = String(at % MICROS_PER_SECOND).padStart(6, '0');
  return `${isoMs(at).slice(0, 19)}.${micros}Z`;
}

/** 2026-06-24. */
export function isoDay(at: Timestamp): string {
  return isoMs(at).slice(0, 10);
}

/** 2026-07-24 00:25:21+00: how a market says when it closed, and nothing else. */
export function closedTime(at: Timestamp): string {
  return `${isoMs(at).slice(0, 19).replace('T', ' ')}+00`;
}

/** Whole seconds since 1970, as of blocks. */
export function unixSeconds(at: Timestamp): number {
  return Math.floor(at / MICROS_PER_SECOND);
}

function isoMs(at: Timestamp): string {
  return new Date(Math.floor(at / MICROS_PER_MS)).toISOString();
}
