// The rate limiter as one would explain it: time goes by in milliseconds, nothing is forgotten, and
// every waiting request is looked at in every millisecond.
import type { BucketRule } from '../../../src/net/bucket.ts';

export type Wish = {
  readonly atMs: number;
  readonly costs: Readonly<Record<string, number>>;
  readonly priority: number;
  readonly ageMsMost: number;
};

type Taken = { readonly atMs: number; readonly cost: number };

const SLICES = 100;

type Rules = Readonly<Record<string, BucketRule>>;

/**
 * What each wish gets, and when: "granted 120", "stale 300", "never_fits 0". Wishes come in order
 * of time; those of one millisecond come one after the other, after what it brings by itself.
 */
export function naiveLimiter(rules: Rules, wishes: readonly Wish[], untilMs: number): string[] {
  const answers: string[] = [];
  const taken = new Map<string, Taken[]>(Object.keys(rules).map((name) => [name, []]));
  for (let now = 0; now <= untilMs; now++) {
    look(rules, wishes, answers, taken, now);
    for (const wish of wishes.filter(({ atMs }) => atMs === now)) {
      const tooMuch = Object.entries(wish.costs).some(
        ([name, cost]) => cost > mostOf(rules[name]!),
      );
      answers.push(tooMuch ? `never_fits ${now}` : 'waiting');
      look(rules, wishes, answers, taken, now);
    }
  }
  return answers;
}

/** Looks at everyone who waits, the urgent first. */
function look(
  rules: Rules,
  wishes: readonly Wish[],
  answers: string[],
  taken: Map<string, Taken[]>,
  now: number,
): void {
  const short = new Set<string>();
  const order = [...answers.keys()].filter((index) => answers[index] === 'waiting');
  order.sort((a, b) => wishes[a]!.priority - wishes[b]!.priority || a - b);
  for (const index of order) {
    const { atMs, costs: wished, ageMsMost } = wishes[index]!;
    if (now >= atMs + ageMsMost) {
      answers[index] = `stale ${now}`;
      continue;
    }
    const costs = Object.entries(wished);
    const lacking = costs.filter(
      ([name, cost]) => !fits(rules[name]!, taken.get(name)!, cost, now),
    );
    if (lacking.length === 0 && !costs.some(([name]) => short.has(name))) {
      for (const [name, cost] of costs) taken.get(name)?.push({ atMs: now, cost });
      answers[index] = `granted ${now}`;
    }
    for (const [name] of lacking) short.add(name);
  }
}

function mostOf(rule: BucketRule): number {
  return rule.kind === 'tokens' ? rule.burst : rule.limit;
}

function fits(rule: BucketRule, taken: readonly Taken[], cost: number, now: number): boolean {
  if (rule.kind === 'tokens') return levelOf(rule, taken, now) >= cost;
  const slice = rule.windowMs / SLICES;
  const counted = taken.filter(
    ({ atMs }) => (Math.floor(atMs / slice) + 1) * slice + rule.windowMs > now,
  );
  return counted.reduce((sum, one) => sum + one.cost, 0) + cost <= rule.limit;
}

/** From the beginning, each time. Thousandths, as so many come in a millisecond. */
function levelOf(
  rule: Extract<BucketRule, { kind: 'tokens' }>,
  taken: readonly Taken[],
  now: number,
): number {
  let thousandths = rule.burst * 1_000;
  for (let ms = 0; ms <= now; ms++) {
    if (ms > 0) thousandths = Math.min(rule.burst * 1_000, thousandths + rule.perSecond);
    for (const { atMs, cost } of taken) if (atMs === ms) thousandths -= cost * 1_000;
  }
  return thousandths / 1_000;
}
