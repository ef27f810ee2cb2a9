import { exact, rounded } from '../json/decimal.ts';
import type { Maybe } from '../json/values-schema.ts';
import type { PValue } from '../statistics/cluster-test.ts';
import type { CorrectionJson, LeftOutJson, PValueJson } from './board-schema.ts';
import type { JudgedClaims, LeftOut } from './claim.ts';

// What all boards say alike of the results that they judge together.

export function correctionJson({
  correction,
  level,
  tests,
  untested,
  note,
}: Omit<JudgedClaims, 'claims'>): CorrectionJson {
  return { by: correction, level: rounded(level), tests, untested, note };
}

export function pValueJson(p: PValue | undefined): Maybe<PValueJson> {
  return p === undefined ? null : { value: rounded(p.value), by: p.by };
}

export function leftOutJson({ trades, netIfLost, netIfWon }: LeftOut): LeftOutJson {
  return { trades, netIfLost: exact(netIfLost), netIfWon: exact(netIfWon) };
}
