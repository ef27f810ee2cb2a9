// The features again, as their definitions say: all that ever happened is kept, and looked through
// anew for each row. Bounds are left out.
import { fairUp } from '../../../src/signals/fair-value.ts';
import type { FeatureName } from '../../../src/signals/features/feature-table.ts';

/** Something that happened, by seconds. */
export type Happening = { readonly at: number } & (
  | { readonly kind: 'quote'; readonly bid: number; readonly ask: number; readonly sizes: Sizes }
  | { readonly kind: 'distrust' }
  | { readonly kind: 'print'; readonly sign: 1 | -1; readonly dollars: number }
  | { readonly kind: 'price'; readonly feed: 'rule' | 'average' | 'spot'; readonly price: number }
);
type Sizes = readonly [bid: number, ask: number];
type Point = { readonly at: number; readonly price: number };

const SILENCE = 15;
const nothing = Number.NaN;

export class NaiveFeatures {
  readonly #happened: Happening[] = [];
  readonly #startedAt: number;
  readonly #window: { opensAt: number; closesAt: number; lookback: number };

  constructor(startedAt: number, window: { opensAt: number; closesAt: number; lookback: number }) {
    this.#startedAt = startedAt;
    this.#window = window;
  }

  add(happening: Happening): void {
    this.#happened.push(happening);
  }

  read(now: number): Partial<Record<FeatureName, number>> {
    return {
      ...this.#clock(now),
      ...this.#book(now),
      ...this.#prints(now),
      ...this.#rule(now),
      ...this.#spot(now),
    };
  }

  #clock(now: number): Partial<Record<FeatureName, number>> {
    const { opensAt, closesAt } = this.#window;
    return { secondsLeft: closesAt - now, lifeLeft: (closesAt - now) / (closesAt - opensAt) };
  }

  #book(now: number): Partial<Record<FeatureName, number>> {
    const books = this.#happened.filter(({ kind }) => kind === 'quote' || kind === 'distrust');
    const last = books.at(-1);
    if (last?.kind !== 'quote') return {};
    const { bid, ask, sizes } = last;
    const since = books.findLastIndex(({ kind }) => kind === 'distrust') + 1;
    const mids = books.slice(since).map((one) => ({
      at: one.at,
      price: one.kind === 'quote' ? (one.bid + one.ask) / 2 : nothing,
    }));
    const kept = sampled(mids, Number.POSITIVE_INFINITY);
    const mid = (bid + ask) / 2;
    const imbalance = (sizes[0] - sizes[1]) / (sizes[0] + sizes[1]);
    return {
      mid,
      midLogOdds: Math.log(mid / (1 - mid)),
      spread: ask - bid,
      queueImbalance: imbalance,
      depthImbalance: imbalance,
      liquidity: bid * sizes[0] + ask * sizes[1],
      midMove30s: mid - priceAt(kept, now - 30),
      midMove1m: mid - priceAt(kept, now - 60),
      midVolatility1m: deviationOf(steps(kept, now - 60, now)),
      midVolatility5m: deviationOf(steps(kept, now - 300, now)),
    };
  }

  #prints(now: number): Partial<Record<FeatureName, number>> {
    const isTold = this.#happened.some(({ kind }) => kind === 'print');
    if (!isTold) return {};
    // Whatever comes before a book that was rebuilt may not be all.
    const rebuilt = this.#happened.findLastIndex(
      ({ kind }, i) =>
        kind === 'quote' && !this.#happened.slice(0, i).some(isQuoteSince(this.#happened, i)),
    );
    const since = Math.floor(this.#happened[rebuilt]?.at ?? this.#startedAt);
    const second = Math.floor(now);
    const within = (seconds: number) =>
      this.#happened.filter(
        (one) => one.kind === 'print' && Math.floor(one.at) > second - seconds,
      ) as (Happening & { kind: 'print' })[];
    const known = (seconds: number, value: number) => (second - seconds >= since ? value : nothing);
    const flow = (seconds: number) =>
      known(seconds, sum(within(seconds).map(({ sign, dollars }) => sign * dollars)));
    const change = flow(30) - (flow(60) - flow(30));
    const sizes = this.#happened
      .slice(rebuilt + 1)
      .flatMap((one) => (one.kind === 'print' ? [one] : []));
    const large = sizes.filter(
      ({ dollars }, i) => i >= 20 && dollars > 3 * median(sizes.slice(Math.max(0, i - 100), i)),
    );
    const isLarge = large.some(({ at }) => second - Math.floor(at) < 10) ? 1 : 0;
    return {
      volume5m: known(300, sum(within(300).map(({ dollars }) => dollars))),
      tradeFlow1m: flow(60) / (Math.abs(flow(60)) + 100),
      flowChange30s: change / (Math.abs(change) + 100),
      tradeRate10s: known(10, within(10).length / 10),
      largeTrade: sizes.length >= 20 ? isLarge : nothing,
    };
  }

  #rule(now: number): Partial<Record<FeatureName, number>> {
    const heard = this.#heard('rule');
    const kept = sampled(heard, SILENCE);
    const last = heard.at(-1);
    if (last === undefined || now - last.at > SILENCE) return {};
    const sigma = sigmaSince(kept, now - 300);
    const { closesAt, lookback } = this.#window;
    const strike = this.#strike(now);
    const begins = closesAt - lookback;
    const soFar = now > begins ? meanOf(steps(kept, begins, now)) : undefined;
    const state = { spot: last.price, strike, sigma, secondsLeft: closesAt - now, lookback, soFar };
    const isKnown = sigma > 0 && now <= closesAt && strike > 0 && !Number.isNaN(soFar);
    return {
      ruleAge: now - last.at,
      ruleMove1m: 100 * (last.price / priceAt(kept, now - 60) - 1),
      ruleMove5m: 100 * (last.price / priceAt(kept, now - 300) - 1),
      ruleVolatility5m: (100 * sigma * Math.sqrt(300)) / last.price,
      fairUp: isKnown ? (fairUp(state) ?? nothing) : nothing,
    };
  }

  #strike(now: number): number {
    const { opensAt, lookback } = this.#window;
    if (now <= opensAt) return nothing;
    const told = sampled(this.#heard('average', opensAt), SILENCE).at(-1);
    if (lookback > 0 && told !== undefined && opensAt - told.at <= SILENCE) return told.price;
    const kept = sampled(this.#heard('rule', opensAt), SILENCE);
    const last = kept.at(-1);
    if (last === undefined || opensAt - last.at > SILENCE) return nothing;
    return lookback > 0 ? meanOf(steps(kept, opensAt - lookback, opensAt)) : last.price;
  }

  #spot(now: number): Partial<Record<FeatureName, number>> {
    const heard = this.#heard('spot');
    const kept = sampled(heard, SILENCE);
    const last = heard.at(-1);
    if (last === undefined || now - last.at > SILENCE) return {};
    const rule = this.#heard('rule');
    const ruleLast = rule.at(-1);
    const isFresh = ruleLast !== undefined && now - ruleLast.at <= SILENCE;
    const minute = (points: readonly Point[]) => meanOf(steps(points, now - 60, now));
    const ruleAbove = isFresh ? ruleLast.price / minute(sampled(rule, SILENCE)) : nothing;
    return {
      spotAge: now - last.at,
      spotMove10s: 100 * (last.price / priceAt(kept, now - 10) - 1),
      spotMove5m: 100 * (last.price / priceAt(kept, now - 300) - 1),
      spotLead: 10_000 * (last.price / minute(kept) - ruleAbove),
    };
  }

  #heard(feed: 'rule' | 'average' | 'spot', until = Number.POSITIVE_INFINITY): Point[] {
    return this.#happened.flatMap((one) =>
      one.kind === 'price' && one.feed === feed && one.at <= until ? [one] : [],
    );
  }
}

/** Whether a quote stands between the last break before place `i` and `i`. */
function isQuoteSince(happened: readonly Happening[], i: number) {
  const broke = happened.findLastIndex(({ kind }, j) => j < i && kind === 'distrust');
  return ({ kind }: Happening, j: number) => j > broke && kind === 'quote';
}

/** The first of each half second, from the last silence on. */
function sampled(points: readonly Point[], silence: number): Point[] {
  let kept: Point[] = [];
  for (const [i, point] of points.entries()) {
    const before = points[i - 1];
    if (before !== undefined && point.at - before.at > silence) kept = [];
    const last = kept.at(-1);
    if (last === undefined || point.at - last.at >= 0.5) kept.push(point);
  }
  return kept;
}

function priceAt(kept: readonly Point[], at: number): number {
  return kept.findLast((point) => point.at <= at)?.price ?? nothing;
}

/** What it was between two moments, and how long. Empty where the first is not known. */
function steps(kept: readonly Point[], from: number, to: number) {
  if (!kept.some(({ at }) => at <= from)) return [];
  return kept.flatMap(({ at, price }, i) => {
    const begin = Math.max(at, from);
    const end = Math.min(kept[i + 1]?.at ?? to, to);
    return end > begin ? [{ price, seconds: end - begin }] : [];
  });
}

type Held = readonly { readonly price: number; readonly seconds: number }[];

function deviationOf(held: Held): number {
  const mean = meanOf(held);
  const squares = held.map(({ price, seconds }) => ({ price: (price - mean) ** 2, seconds }));
  return Math.sqrt(meanOf(squares));
}

function meanOf(held: Held): number {
  return (
    sum(held.map(({ price, seconds }) => price * seconds)) / sum(held.map((one) => one.seconds))
  );
}

function sigmaSince(kept: readonly Point[], since: number): number {
  const first = kept.findLastIndex(({ at }) => at <= since);
  const [from, to] = [kept[first], kept.at(-1)];
  if (from === undefined || to === undefined || to.at === from.at) return nothing;
  const changes = kept
    .slice(first + 1)
    .map(({ price }, i) => price - (kept[first + i]?.price ?? 0));
  return Math.sqrt(sum(changes.map((change) => change ** 2)) / (to.at - from.at));
}

function median(prints: readonly { readonly dollars: number }[]): number {
  const sorted = prints.map(({ dollars }) => dollars).sort((a, b) => a - b);
  const [low, high] = [(sorted.length - 1) >> 1, sorted.length >> 1];
  return ((sorted[low] as number) + (sorted[high] as number)) / 2;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
