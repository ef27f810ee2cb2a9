import type { Timestamp } from '../../domain/units.ts';
import { EXCHANGE, NEGATIVE_RISK_EXCHANGE } from '../venue/exchange-contracts.ts';
import { isoSeconds, type Row } from '../wire/forms.ts';

/** The venue's chain, whose contracts orders are signed for. */
const CHAIN_ID = 137;

// Further contracts of the venue: protocol notes §7, and what its official client for Python
// (0.14.0) has approved.
const COLLATERAL = '0xC011a7E12a19f7B1f670d46F03B03f3342E82DFB';
const CONDITIONAL = '0x4D97DCd97eC945f40cF65F87097ACe5EA0476045';
const POSITIONS = '0x006F54F7f9A22e0000CC2AB60031000000ae9fEF';
const ADAPTER = '0xAdA100Db00Ca00073811820692005400218FcE1f';
const NEGATIVE_RISK_ADAPTER = '0xadA2005600Dec949baf300f4C6120000bDB6eAab';
const ROUTER = '0x12121212006e4CD160D18e3f00711DA5c3372600';
const THIRD_EXCHANGE = '0xe3333700cA9d93003F00f0F71f8515005F6c00Aa';
const PERPETUALS = '0xDCa4af75705dbB50f62437045afF9921947917d2';
const REDEEMER = '0xa1200000d0002264C9a1698e001292D00E1b00af';
const BINARY_MODULE = '0x1000008dD9001B968442c1000017eaE6E0dA00Ba';
const NEGATIVE_RISK_MODULE = '0x200000900045e3B6259600682756002200028933';

const TRADING = [EXCHANGE, NEGATIVE_RISK_EXCHANGE, ADAPTER, NEGATIVE_RISK_ADAPTER];
const SPENDERS: readonly (readonly [token: string, standard: string, spenders: string[]])[] = [
  [COLLATERAL, 'ERC20', [...TRADING, ROUTER, THIRD_EXCHANGE, PERPETUALS]],
  [CONDITIONAL, 'ERC1155', [...TRADING, REDEEMER, BINARY_MODULE, NEGATIVE_RISK_MODULE]],
  [POSITIONS, 'ERC1155', [ROUTER, THIRD_EXCHANGE, REDEEMER]],
];

/** GET /v2/approvals: every contract may move everything, since nothing here is real. */
export function approvals(user: string, now: Timestamp): Row {
  const contracts = SPENDERS.flatMap(([token, standard, spenders]) =>
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
