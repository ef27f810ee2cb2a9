import type { Random } from '../../domain/random.ts';
import type { AssetModel } from './asset-models.ts';
import { normal } from './normal.ts';

const SECONDS_PER_DAY = 86_400;
const SECONDS_PER_YEAR = 365.25 * SECONDS_PER_DAY;

/** Log volatility returns to its mean with this half-life. */
const VOLATILITY_HALF_LIFE_S = 3_600;
const REVERSION = Math.LN2 / VOLATILITY_HALF_LIFE_S;
/** Standard deviation of log volatility in the long run. */
const VOLATILITY_SPREAD = 0.35;

/**
 * Steps have fat tails: one of twenty is 2.5 times as wide, the others are so much narrower that
 * the variance of all is 1. Their kurtosis is 7.4; a normal step has 3.
 */
const WIDE_SHARE = 0.05;
const WIDE = 2.5;
const NARROW = Math.sqrt((1 - WIDE_SHARE * WIDE * WIDE) / (1 - WIDE_SHARE));

/**
 * The price of one asset, second by second: a random walk of its logarithm whose volatility wanders
 * about a mean, with rare jumps. Each step takes equally many random numbers.
 */
export class PriceProcess {
  readonly #random: Random;
  readonly #model: AssetModel;
  readonly #longVolatility: number;
  readonly #jumpRate: number;
  #logPrice: number;
  /** Of volatility over its long-run value. */
  #logVolatility: number;

  constructor(random: Random, model: AssetModel) {
    this.#random = random;
    this.#model = model;
    this.#longVolatility = model.annualVolatility / Math.sqrt(SECONDS_PER_YEAR);
    this.#jumpRate = model.jumpsPerDay / SECONDS_PER_DAY;
    this.#logPrice = Math.log(model.startPrice);
    this.#logVolatility = VOLATILITY_SPREAD * normal(random);
  }

  /** Dollars. */
  get price(): number {
    return Math.exp(this.#logPrice);
  }

  /** Standard deviation of the next second's log return, jumps included. */
  get volatility(): number {
    const jumps = this.#jumpRate * this.#model.jumpSize ** 2;
    return Math.sqrt(this.#diffusion ** 2 + jumps);
  }

  /** One second passes. */
  step(): void {
    const random = this.#random;
    const width = random.float() < WIDE_SHARE ? WIDE : NARROW;
    const shock = this.#diffusion * width * normal(random);
    const jumps = random.float() < this.#jumpRate;
    const jump = this.#model.jumpSize * normal(random);
    this.#logPrice += shock + (jumps ? jump : 0);
    const wander = VOLATILITY_SPREAD * Math.sqrt(2 * REVERSION) * normal(random);
    this.#logVolatility += wander - REVERSION * this.#logVolatility;
  }

  /** Without jumps; its square is the long-run one on average. */
  get #diffusion(): number {
    return this.#longVolatility * Math.exp(this.#logVolatility - VOLATILITY_SPREAD ** 2);
  }
}
