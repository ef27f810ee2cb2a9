/** How many values a label may have, and what they look like: what does not fit is "other". */
type LabelRule = {
  readonly most: number;
  readonly shape: RegExp;
};

/** Codes are words of ours and of the venue: never a slug or an id, which have digits. */
const CODE = /^[a-z][a-z_]{0,47}$/;
const NAME = /^[A-Za-z][\w.+-]{0,47}$/;

/**
 * Every label that a metric may have. Each is bounded: markets, tokens, orders and wallets come and
 * go by the hundred, and are no labels.
 */
const LABELS = {
  provenance: { most: 3, shape: CODE },
  mode: { most: 8, shape: CODE },
  version: { most: 1, shape: /^\d[\w.+-]{0,31}$/ },
  strategy: { most: 32, shape: NAME },
  state: { most: 12, shape: CODE },
  code: { most: 64, shape: CODE },
  liquidity: { most: 2, shape: CODE },
  socket: { most: 16, shape: NAME },
  feed: { most: 16, shape: NAME },
  answer: { most: 12, shape: /^[a-z0-9_]{1,24}$/ },
  bucket: { most: 48, shape: NAME },
  limit: { most: 16, shape: NAME },
  part: { most: 8, shape: CODE },
  loop: { most: 24, shape: /^[a-z][a-z _-]{0,47}$/ },
  journal: { most: 4, shape: CODE },
  statistic: { most: 4, shape: /^[a-z]+\d{0,2}$/ },
} as const satisfies Readonly<Record<string, LabelRule>>;

export type LabelName = keyof typeof LABELS;
export const LABEL_NAMES = Object.keys(LABELS) as readonly LabelName[];

/** What stands for all values that have no place. */
export const OTHER = 'other';

/** The values that labels have had: the first so many keep their names, for as long as it runs. */
export class KnownLabels {
  readonly #known = new Map<LabelName, Set<string>>();

  /** The value itself, or "other". */
  bounded(label: LabelName, value: string): string {
    const { most, shape } = LABELS[label];
    let known = this.#known.get(label);
    if (known === undefined) {
      known = new Set();
      this.#known.set(label, known);
    }
    if (known.has(value)) return value;
    if (known.size >= most || !shape.test(value)) return OTHER;
    known.add(value);
    return value;
  }
}

/** The most values that a label can have, "other" among them. */
export function mostValues(label: LabelName): number {
  return LABELS[label].most + 1;
}
