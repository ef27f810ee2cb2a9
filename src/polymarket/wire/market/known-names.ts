import type { Result } from '../../../domain/result.ts';
import { Ascii } from './ascii.ts';

const SLOTS = 4_096;
/** What leaves the twelve top bits of a word. */
const SLOT_SHIFT = 20;
const LONGEST = 80;
const QUOTE = 34;

type Known<T> = { readonly name: T; readonly ascii: Ascii };

/**
 * Long ids that come again and again, found in the bytes of a frame without cutting them out: no
 * allocation, and one object for each id, so that looking it up later compares a pointer. A hash of
 * some of its characters leads to two slots: bounded memory, and ids that share them cost time only
 * from the third on.
 */
export class KnownNames<T extends string> {
  readonly #slots: (Known<T> | undefined)[] = new Array(SLOTS).fill(undefined);
  readonly #parse: (text: string) => Result<T>;

  constructor(parse: (text: string) => Result<T>) {
    this.#parse = parse;
  }

  /** The id between `from` and the next quote; undefined when what stands there is none. */
  at(frame: DataView, from: number): T | undefined {
    if (from + LONGEST > frame.byteLength) return undefined;
    const slot = slotOf(frame, from);
    const recent = this.#slots[slot];
    if (recent !== undefined && ends(frame, from, recent.ascii)) return recent.name;
    const other = this.#slots[slot ^ 1];
    if (other !== undefined && ends(frame, from, other.ascii)) return other.name;
    const bytes = new Uint8Array(frame.buffer as ArrayBuffer, from, LONGEST);
    const end = bytes.indexOf(QUOTE);
    if (end < 4) return undefined;
    const own = bytes.slice(0, end);
    const parsed = this.#parse(String.fromCharCode(...own));
    if (!parsed.ok) return undefined;
    this.#slots[slot ^ 1] = recent;
    this.#slots[slot] = { name: parsed.value, ascii: new Ascii(own) };
    return parsed.value;
  }
}

/** Does the id stand here, and the quote after it? */
function ends(frame: DataView, from: number, id: Ascii): boolean {
  return frame.getUint8(from + id.length) === QUOTE && id.standsIn(frame, from);
}

/** From eight characters that differ (half of the ids begin with 0x), mixed into the top bits. */
function slotOf(frame: DataView, from: number): number {
  const mixed = Math.imul(frame.getUint32(from + 2, true), 0x85eb_ca6b);
  return Math.imul(mixed ^ frame.getUint32(from + 6, true), 0x9e37_79b1) >>> SLOT_SHIFT;
}
