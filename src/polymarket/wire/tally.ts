import type { Refusal } from '../../domain/result.ts';
import type { Remarks } from './notes.ts';

/** A count keeps no more names than this; what comes after them counts as `other`. */
const MOST_NAMES = 500;
const LATEST = 20;

/**
 * Adds up what the readings of a connection or service could not use: by name, for whoever looks
 * after the formats, with the latest refusals in words.
 */
export class WireTally {
  /** Readings added. */
  readings = 0;
  /** Types of messages that nobody reads. */
  readonly ignored = new Map<string, number>();
  readonly unknownFields = new Map<string, number>();
  /** Parts left out, by code. */
  readonly refused = new Map<string, number>();
  /** Fields left unknown because they were wrong, by code. */
  readonly wrong = new Map<string, number>();
  /** The latest of both, the newest last. */
  readonly latest: Refusal[] = [];

  add(reading: Remarks & { readonly ignored?: readonly string[] }): void {
    this.readings++;
    for (const name of reading.ignored ?? []) count(this.ignored, name, 1);
    for (const [name, times] of reading.unknownFields) count(this.unknownFields, name, times);
    for (const refusal of reading.refusals) this.#refuse(this.refused, refusal);
    for (const refusal of reading.wrongFields) this.#refuse(this.wrong, refusal);
  }

  #refuse(counts: Map<string, number>, refusal: Refusal): void {
    count(counts, refusal.code, 1);
    this.latest.push(refusal);
    if (this.latest.length > LATEST) this.latest.shift();
  }
}

function count(counts: Map<string, number>, name: string, times: number): void {
  const known = counts.has(name) || counts.size < MOST_NAMES ? name : 'other';
  counts.set(known, (counts.get(known) ?? 0) + times);
}
