/** How much of a move a signal speaks of: weak, moderate, strong, very strong. */
export type Strength = 1 | 2 | 3 | 4;

export type Lean = 'up' | 'down';

/** What one source thinks the first outcome's price, or the underlying, does next. */
export type Signal = {
  readonly lean: Lean;
  readonly strength: Strength;
  /** 0 to 1. */
  readonly confidence: number;
};

/**
 * Why a source says nothing. It cannot know: an input is not there, too young or too old. Or it
 * knows, and nothing is worth saying (`calm`), or not with enough confidence (`doubtful`).
 */
export type Abstention = { readonly lean: undefined; readonly why: AbstentionCode };

export const ABSTENTIONS = [
  'book_untrusted',
  'size_unknown',
  'history_short',
  'reference_missing',
  'reference_old',
  'book_thin',
  'calm',
  'doubtful',
] as const;
export type AbstentionCode = (typeof ABSTENTIONS)[number];

export type Reading = Signal | Abstention;

/** One object for each code: a source that says nothing a thousand times a second costs nothing. */
const SAID = new Map<AbstentionCode, Abstention>(
  ABSTENTIONS.map((why) => [why, Object.freeze({ lean: undefined, why })]),
);

export function abstain(why: AbstentionCode): Abstention {
  return SAID.get(why) as Abstention;
}

export function leanOf(number: number): Lean {
  return number >= 0 ? 'up' : 'down';
}

/** 0 to 100, half of it strength and half confidence. Source system S3 (§4.2). */
export function scoreOf({ strength, confidence }: Signal): number {
  return 100 * (0.5 * (strength / 4) + 0.5 * confidence);
}

/** The strength of a size by what it must at least be for very strong, strong and moderate. */
export function strengthBy(
  size: number,
  veryStrong: number,
  strong: number,
  moderate = Number.POSITIVE_INFINITY,
): Strength {
  if (size >= veryStrong) return 4;
  if (size >= strong) return 3;
  return size >= moderate ? 2 : 1;
}
