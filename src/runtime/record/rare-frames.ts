import { MICROS_PER_SECOND, type Timestamp } from '../../domain/units.ts';

/**
 * All options of a currency are half a megabyte, 60 kB when packed, for three numbers: every two
 * minutes that is 44 MB a day. The numbers are always recorded, the whole answer only now and then.
 */
const RARE = /^deribit\/[a-z]+-options$/;
const KEPT_EVERY_MICROS = 1_800 * MICROS_PER_SECOND;

/** Which frames and answers are recorded as they came: all but the largest answers. */
export class RareFrames {
  readonly #keptAt = new Map<string, Timestamp>();

  keeps(source: string, at: Timestamp): boolean {
    if (!RARE.test(source)) return true;
    const last = this.#keptAt.get(source);
    if (last !== undefined && at - last < KEPT_EVERY_MICROS) return false;
    this.#keptAt.set(source, at);
    return true;
  }
}
