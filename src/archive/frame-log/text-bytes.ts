/** As many bytes are kept for what comes next; what a stuck disk made of them is not. */
const MOST_KEPT = 1 << 22;
const FIRST = 1 << 16;
/** No character of a string takes more in UTF-8. */
const CHARACTER_BYTES = 3;
const DIGITS_MOST = 16;
const ZERO = 48;

/**
 * Text that gathers as UTF-8 in one piece of memory, over and over: strings that wait to be joined
 * would be moved about by the garbage collector, while an order waits.
 */
export class TextBytes {
  #bytes = Buffer.allocUnsafeSlow(FIRST);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** What has gathered; holds until the next call. */
  get bytes(): Buffer {
    return this.#bytes.subarray(0, this.#length);
  }

  text(text: string): void {
    this.#reserve(text.length * CHARACTER_BYTES);
    this.#length += this.#bytes.write(text, this.#length);
  }

  /** One character of ASCII, by its code. */
  character(code: number): void {
    this.#reserve(1);
    this.#bytes[this.#length++] = code;
  }

  /** As a template has it; the usual ones without a string between. */
  number(value: number): void {
    if (!Number.isSafeInteger(value) || value < 0) {
      this.text(String(value));
      return;
    }
    this.#reserve(DIGITS_MOST);
    let end = this.#length + 1;
    for (let power = 10; value >= power; power *= 10) end++;
    this.#length = end;
    let rest = value;
    do {
      const tenth = Math.floor(rest / 10);
      // In brackets: before the subtraction there may be no room for one more.
      this.#bytes[--end] = ZERO + (rest - tenth * 10);
      rest = tenth;
    } while (rest > 0);
  }

  clear(): void {
    this.#length = 0;
    if (this.#bytes.length > MOST_KEPT) this.#bytes = Buffer.allocUnsafeSlow(FIRST);
  }

  #reserve(more: number): void {
    const least = this.#length + more;
    if (least <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(least, 2 * this.#bytes.length));
    larger.set(this.bytes);
    this.#bytes = larger;
  }
}
