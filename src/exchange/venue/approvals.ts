import {
  ADAPTER,
  BINARY_MODULE,
  COLLATERAL,
  CONDITIONAL,
  DEPOSIT_BEACON,
  DEPOSIT_FACTORY,
  EARLIER_COLLATERAL,
  EXCHANGE,
  MULTICALL,
  NEGATIVE_RISK_ADAPTER,
  NEGATIVE_RISK_EXCHANGE,
  NEGATIVE_RISK_MODULE,
  PERPETUALS,
  POSITIONS,
  PROXY_FACTORY,
  REDEEMER,
  ROUTER,
  SAFE_FACTORY,
  THIRD_EXCHANGE,
} from './exchange-contracts.ts';

/** Contracts that may move all that anybody has of a token: nothing here is real. */
type Approved = {
  readonly token: string;
  readonly standard: 'ERC20' | 'ERC1155';
  readonly spenders: readonly string[];
};

const TRADING = [EXCHANGE, NEGATIVE_RISK_EXCHANGE, ADAPTER, NEGATIVE_RISK_ADAPTER];

/** Who may move what, whoever asks: the order service, the data service and the chain. */
export const APPROVED: readonly Approved[] = [
  {
    token: COLLATERAL,
    standard: 'ERC20',
    spenders: [...TRADING, ROUTER, THIRD_EXCHANGE, PERPETUALS],
  },
  {
    token: CONDITIONAL,
    standard: 'ERC1155',
    spenders: [...TRADING, REDEEMER, BINARY_MODULE, NEGATIVE_RISK_MODULE],
  },
  { token: POSITIONS, standard: 'ERC1155', spenders: [ROUTER, THIRD_EXCHANGE, REDEEMER] },
];

/** What an allowance without a limit is on chain. */
export const UNLIMITED = 2n ** 256n - 1n;

const PAIRS = new Set(
  APPROVED.flatMap(({ token, spenders }) => spenders.map((spender) => pair(token, spender))),
);

/** Whether a contract may move a token, of everybody; addresses in any case. */
export function mayMove(token: string, spender: string): boolean {
  return PAIRS.has(pair(token, spender));
}

const CONTRACTS = new Set(
  [
    EARLIER_COLLATERAL,
    MULTICALL,
    PROXY_FACTORY,
    SAFE_FACTORY,
    DEPOSIT_FACTORY,
    DEPOSIT_BEACON,
    ...APPROVED.flatMap(({ token, spenders }) => [token, ...spenders]),
  ].map((address) => address.toLowerCase()),
);

/** Whether a contract that is known here stands at an address; in any case. */
export function isContract(address: string): boolean {
  return CONTRACTS.has(address.toLowerCase());
}

function pair(token: string, spender: string): string {
  return `${token}-${spender}`.toLowerCase();
}
