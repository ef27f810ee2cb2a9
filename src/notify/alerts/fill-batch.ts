import type { Timestamp } from '../../domain/units.ts';
import { elapsedMs, type Monotonic } from '../../ports/clock.ts';
import { plural, price, shares } from '../../report/format.ts';
import type { NewsRow } from '../../screen/desk-document.ts';
import type { Draft } from './draft.ts';

/** So many are told one by one, the others by their number. */
const LINES_MOST = 6;

/** Fills that wait to be told, as it is kept. */
export type KeptFills = {
  readonly fills: number;
  readonly lines: readonly string[];
  readonly strategies: readonly string[];
  readonly at: number;
};

/** Collects fills for a while, so that many of them are one alert. */
export class FillBatch {
  readonly #forMs: number;
  #fills = 0;
  #lines: string[] = [];
  #strategies = new Set<string>();
  #at = 0;
  #since: Monotonic | undefined;

  /** `forMs`: from the first of a batch until it is told. */
  constructor(forMs: number) {
    this.#forMs = forMs;
  }

  /** Undefined: none wait. */
  get kept(): KeptFills | undefined {
    if (this.#since === undefined) return undefined;
    const [fills, at] = [this.#fills, this.#at];
    return { fills, lines: [...this.#lines], strategies: [...this.#strategies], at };
  }

  /** Goes on with those that wait, for a whole batch from now. */
  restore({ fills, lines, strategies, at }: KeptFills, now: Monotonic): void {
    this.#since = now;
    this.#fills = fills;
    this.#lines = [...lines];
    this.#strategies = new Set(strategies);
    this.#at = at;
  }

  /** Takes a fill in: nothing is told of it yet. */
  put(fill: NewsRow, now: Monotonic): readonly Draft[] {
    // First: where it throws, nothing of the fill is in the batch.
    const line = lineOf(fill);
    this.#since ??= now;
    this.#fills++;
    this.#at = Math.max(this.#at, fill.at);
    if (fill.strategy !== null) this.#strategies.add(fill.strategy);
    if (this.#lines.length < LINES_MOST) this.#lines.push(line);
    return [];
  }

  /** The batch, when its time is over; `isEnd`: whatever the time. */
  take(now: Monotonic, isEnd = false): Draft | undefined {
    if (this.#since === undefined) return undefined;
    if (!isEnd && elapsedMs(this.#since, now) < this.#forMs) return undefined;
    const draft = this.#draft();
    this.#since = undefined;
    this.#fills = 0;
    this.#lines = [];
    this.#strategies.clear();
    return draft;
  }

  #draft(): Draft {
    const fills = this.#fills;
    const more = fills - this.#lines.length;
    const [only = 'the desk', ...others] = this.#strategies;
    return {
      kind: 'fill',
      level: 'info',
      at: this.#at as Timestamp,
      code: 'fills',
      subject: others.length === 0 ? only : [only, ...others].sort().join('+'),
      text: [
        `${plural(fills, 'fill')}:`,
        ...this.#lines,
        ...(more > 0 ? [`and ${more} more`] : []),
      ].join('\n'),
      numbers: { fills },
    };
  }
}

function lineOf({ strategy, market, label, message, code, numbers }: NewsRow): string {
  const { price: paid, size } = numbers;
  const by = strategy === null ? '' : ` (${strategy})`;
  const where = market === null ? '' : ` in ${market}`;
  // Complete sets have no price.
  if (paid === undefined || size === undefined) return `${message || code}${where}${by}`;
  const verb = message === 'sell' ? 'sold' : 'bought';
  return `${verb} ${shares(size)} ${label ?? 'shares'} at ${price(paid)}${where}${by}`;
}
