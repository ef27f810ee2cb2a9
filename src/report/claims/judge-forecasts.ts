import { plural } from '../format.ts';
import type { ForecastSkill } from '../statistics/forecast-skill.ts';
import { FEWEST_CLUSTERS } from '../statistics/verdict.ts';
import { correctionText, correctTests, realText } from './correct-tests.ts';
import type { ClaimRules } from './judge-claims.ts';

/** By Brier score beside the midpoint; too_thin: too few windows for a test. */
export type ForecastVerdict = 'in_doubt' | 'too_thin' | 'better' | 'worse' | 'not_told_apart';

export type JudgedSkill = ForecastSkill & {
  readonly verdict: ForecastVerdict;
  /** The p-value of the difference by Brier score, after the correction. */
  readonly corrected: number | undefined;
};

/** One of those to be judged together. */
export type MeasuredSkill = {
  readonly skill: ForecastSkill | undefined;
  /** Its recordings carry no verdict. */
  readonly isInDoubt: boolean;
};

export type JudgedSkills = {
  readonly tests: number;
  /** What was done about many tests, in a sentence. */
  readonly note: string;
  /** In the order given. */
  readonly skills: readonly (JudgedSkill | undefined)[];
};

/**
 * Says of all forecasts which are told from the midpoint by Brier score after the correction: a
 * family beside that of the trades, for another question is asked. Below 0 the model is better.
 */
export function judgeForecasts(
  measured: readonly MeasuredSkill[],
  rules: ClaimRules,
): JudgedSkills {
  const tested = measured.filter(isTested);
  const findings = correctTests(
    tested.map(({ skill }) => skill?.brier.test),
    rules,
  );
  const found = new Map(tested.map((one, i) => [one, findings[i]]));
  return {
    tests: tested.length,
    note:
      `Differences by Brier score, corrected by ${correctionText(rules)} over ` +
      `${plural(tested.length, 'test')}, a family of their own: ${realText(rules)}.`,
    skills: measured.map((one): JudgedSkill | undefined => {
      const { skill, isInDoubt } = one;
      const finding = found.get(one);
      if (skill === undefined) return undefined;
      if (finding !== undefined) {
        return { ...skill, verdict: verdictOf(finding.way), corrected: finding.corrected };
      }
      return { ...skill, verdict: isInDoubt ? 'in_doubt' : 'too_thin', corrected: undefined };
    }),
  };
}

function isTested({ skill, isInDoubt }: MeasuredSkill): boolean {
  if (skill === undefined || isInDoubt) return false;
  return skill.brier.test !== undefined && skill.windows >= FEWEST_CLUSTERS;
}

function verdictOf(way: 'up' | 'down' | undefined): ForecastVerdict {
  if (way === undefined) return 'not_told_apart';
  return way === 'up' ? 'worse' : 'better';
}
