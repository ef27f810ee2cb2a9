import { ok, type Result } from '../../domain/result.ts';
import type { StrategyChoice } from '../backtest-options.ts';
import { chooseStrategy, type OfferedStrategy } from '../strategies.ts';

/** One way to run a strategy that the board judges by itself. */
type Variant = {
  /** Unique on the board; the first of a strategy is the one with its defaults, but for ml. */
  readonly label: string;
  readonly parameters: Readonly<Record<string, string>>;
};

export type ChosenVariant = StrategyChoice & { readonly label: string };

const FUSION_SIDES = ['agree', 'vote', 'price'];
const FUSION_SCORES = ['net', 'share'];
/** As the model of S0, whose claim is judged, began: with even odds and not the market's price. */
const S0 = { prior: 'none' };

/** Strategies that stand on the board in more than one way, or in no way. */
const VARIANTS: Readonly<Record<string, readonly Variant[]>> = {
  'late-favourite': [
    { label: 'late-favourite', parameters: {} },
    { label: 'late-favourite, one look', parameters: { undecided: 'skip' } },
    { label: 'late-favourite, at rest', parameters: { mode: 'rest' } },
    // A first look at recorded mids claimed figures above 0.80, and a fork of S3 for three stakes:
    // 10, 100 and 300 dollars, near to which so many shares of a favorite are.
    { label: 'late-favourite above 0.80', parameters: { threshold: '0.80' } },
    { label: 'late-favourite, 100 shares', parameters: { size: '100' } },
    { label: 'late-favourite, 300 shares', parameters: { size: '300' } },
  ],
  fusion: [
    ...FUSION_SIDES.flatMap((side) =>
      FUSION_SCORES.map((score) => ({
        label: `fusion ${side}/${score}`,
        parameters: { side, score },
      })),
    ),
    // What the code of S3 does: one source is enough, and its weights were to learn but never did.
    {
      label: 'fusion as S3',
      parameters: {
        ...{ side: 'price', score: 'share', weights: 'fixed' },
        ...{ minSignals: '1', minScore: '40' },
      },
    },
  ],
  // Few recordings tell the size of a whole book, and an unknown one is no liquidity.
  ml: [
    { label: 'ml', parameters: S0 },
    { label: 'ml, any liquidity', parameters: { ...S0, minLiquidity: '0' } },
    { label: 'ml, no edge asked', parameters: { ...S0, minLiquidity: '0', minEdge: '-1' } },
    { label: 'ml trees', parameters: { ...S0, minLiquidity: '0', model: 'boosted-trees' } },
    // S0 learns by trees and asks for no edge.
    {
      label: 'ml as S0',
      parameters: { ...S0, minLiquidity: '0', minEdge: '-1', model: 'boosted-trees' },
    },
    { label: 'ml pooled', parameters: { ...S0, minLiquidity: '0', scope: 'pooled' } },
    // As shipped.
    { label: 'ml, prior=market', parameters: {} },
    { label: 'ml, prior=market, any liquidity', parameters: { minLiquidity: '0' } },
  ],
  // Shows how queues and inferred fills work: nobody claimed anything for it.
  'join-best': [],
  // On a board of its own: `compare --makers`.
  'market-maker': [],
};

/**
 * What the board judges, in the order in which strategies are offered: of those with variants
 * these, of every other one its defaults. Without `names` all that come with the program; with
 * them these, the user's own included. Refuses unknown_strategy.
 */
export function chooseVariants(
  offered: readonly OfferedStrategy[],
  names: readonly string[],
): Result<readonly ChosenVariant[]> {
  const shipped = offered.filter(({ isOwn }) => !isOwn).map(({ definition }) => definition.name);
  const chosen: ChosenVariant[] = [];
  for (const strategy of names.length === 0 ? shipped : [...new Set(names)]) {
    for (const { label, parameters } of variantsOf(strategy, names.length > 0)) {
      const choice = chooseStrategy(offered, strategy, parameters);
      if (!choice.ok) return choice;
      chosen.push({ ...choice.value, label });
    }
  }
  return ok(chosen);
}

function variantsOf(strategy: string, isNamed: boolean): readonly Variant[] {
  const known = Object.hasOwn(VARIANTS, strategy) ? VARIANTS[strategy] : undefined;
  if (known === undefined || (isNamed && known.length === 0)) {
    return [{ label: strategy, parameters: {} }];
  }
  return known;
}
