/**
 * A mean that forgets: before something is added, what is there keeps a part of its weight. It
 * begins with no weight at all instead of a first guess.
 */
export class FadingMean {
  #sum = 0;
  #weight = 0;

  /** That goes on from another's sum and weight. */
  static from(sum: number, weight: number): FadingMean {
    const mean = new FadingMean();
    mean.#sum = sum;
    mean.#weight = weight;
    return mean;
  }

  get sum(): number {
    return this.#sum;
  }

  get weight(): number {
    return this.#weight;
  }

  /** NaN while nothing weighs. */
  get mean(): number {
    return this.#sum / this.#weight;
  }

  add(kept: number, value: number, weight: number): void {
    this.#sum = this.#sum * kept + value * weight;
    this.#weight = this.#weight * kept + weight;
  }

  /** As {@link add} would leave it, without doing it. */
  weightWith(kept: number, weight: number): number {
    return this.#weight * kept + weight;
  }

  meanWith(kept: number, value: number, weight: number): number {
    return (this.#sum * kept + value * weight) / this.weightWith(kept, weight);
  }
}
