const encoder = new TextEncoder();

/** Bytes to compare with, four at a time. */
export class Ascii {
  readonly length: number;
  readonly #view: DataView;

  constructor(bytes: Uint8Array<ArrayBuffer>) {
    this.length = bytes.length;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  }

  static of(text: string): Ascii {
    return new Ascii(encoder.encode(text));
  }

  /** Do these bytes, four or more, stand at this place of a longer text? */
  standsIn(text: DataView, at: number): boolean {
    const last = this.length - 4;
    if (at + this.length > text.byteLength) return false;
    for (let i = 0; i < last; i += 4) {
      if (text.getUint32(at + i, true) !== this.#view.getUint32(i, true)) return false;
    }
    // Overlaps with the four before, unless the length is a multiple of four.
    return text.getUint32(at + last, true) === this.#view.getUint32(last, true);
  }
}
