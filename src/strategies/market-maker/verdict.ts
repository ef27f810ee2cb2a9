export const VERDICTS = ['adverse_selection', 'low_liquidity', 'moved_without_trades'] as const;

/** Why a market is stood off, with what was compared: dollars in units, times in seconds. */
export type Verdict = {
  readonly code: (typeof VERDICTS)[number];
  readonly numbers: Readonly<Record<string, number>>;
};

/** What a rule of the guard finds: where something that it needs is not known, nothing. */
export type Finding = Verdict | 'sound' | 'unknown';

export function isVerdict(finding: Finding): finding is Verdict {
  return typeof finding !== 'string';
}
