import type { Account } from '../domain/account.ts';
import type { Approved, ChangeSets, SubmitOrder } from '../domain/command.ts';
import type { Refusal } from '../domain/result.ts';
import type { RiskRules } from './risk-rules.ts';
import type { View } from './view.ts';

/** Stands between every wish and the exchange. Cancels never come here: they always pass. */
export interface RiskGate {
  /** The same command, approved, or why not. `view` is that of the strategy that wishes. */
  check(command: SubmitOrder, view: View, account: Account): Approved<SubmitOrder> | Refusal;
  /** The same for a split or a merge. */
  checkSets(change: ChangeSets, view: View, account: Account): Approved<ChangeSets> | Refusal;
  /** Undefined: nothing is stopped by what is lost. */
  readonly rules?: RiskRules | undefined;
}
