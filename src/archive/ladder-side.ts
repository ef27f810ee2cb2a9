import type { Levels } from '../ports/venue-wire.ts';

/** One side of a book as the archive last wrote it: sorted levels, best first. */
export class LadderSide {
  length = 0;
  price = new Int32Array(16);
  size = new Float64Array(16);
  /** 1 where better prices are lower (asks), -1 where they are higher (bids). */
  readonly direction: 1 | -1;

  constructor(direction: 1 | -1) {
    this.direction = direction;
  }

  replace(levels: Levels): void {
    const count = levels.price.length;
    this.#reserve(count);
    for (let i = 0; i < count; i++) {
      this.price[i] = levels.price[i] ?? 0;
      this.size[i] = levels.size[i] ?? 0;
    }
    this.length = count;
  }

  /** A level's new total; 0 removes it. */
  set(price: number, size: number): void {
    let i = 0;
    while (i < this.length && ((this.price[i] ?? 0) - price) * this.direction < 0) i++;
    const there = i < this.length && this.price[i] === price;
    if (size === 0) {
      if (!there) return;
      this.price.copyWithin(i, i + 1, this.length);
      this.size.copyWithin(i, i + 1, this.length);
      this.length--;
      return;
    }
    if (!there) {
      this.#reserve(this.length + 1);
      this.price.copyWithin(i + 1, i, this.length);
      this.size.copyWithin(i + 1, i, this.length);
      this.price[i] = price;
      this.length++;
    }
    this.size[i] = size;
  }

  clear(): void {
    this.length = 0;
  }

  #reserve(count: number): void {
    if (count <= this.price.length) return;
    const price = new Int32Array(count * 2);
    const size = new Float64Array(count * 2);
    price.set(this.price);
    size.set(this.size);
    this.price = price;
    this.size = size;
  }
}
