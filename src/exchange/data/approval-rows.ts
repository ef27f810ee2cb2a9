import type { Timestamp } from '../../domain/units.ts';
import { APPROVED } from '../venue/approvals.ts';
import { CHAIN_ID } from '../venue/exchange-contracts.ts';
import { isoSeconds, type Row } from '../wire/forms.ts';

/** GET /v2/approvals: every contract may move everything, since nothing here is real. */
export function approvals(user: string, now: Timestamp): Row {
  const contracts = APPROVED.flatMap(({ token, standard, spenders }) =>
    spenders.map((spender) => ({
      id: `${token}-${spender}`.toLowerCase(),
      feature: 'trading',
      token,
      spender,
      standard,
      approved: true,
      ...(standard === 'ERC20' ? { amount: 'max' } : {}),
    })),
  );
  return { address: user, chain_id: CHAIN_ID, checked_at: isoSeconds(now), contracts };
}
