// Answers of the data service with invented ids, in the forms of protocol notes §3.4.
import { DOWN, MARKET, QUESTION, TRANSACTION, UP, WALLET } from './ids.ts';

const page = (...data: unknown[]) => ({
  data,
  pagination: { limit: 100, offset: 0, has_more: true, next_cursor: 'c2' },
});

const oldTrade = {
  proxyWallet: WALLET,
  side: 'BUY',
  asset: UP,
  conditionId: MARKET,
  size: 13.636362,
  price: 0.21999995306666104,
  timestamp: 1770479519,
  title: 'Up or down?',
  slug: 'btc-updown-15m-1770479100',
  outcome: 'Up',
  outcomeIndex: 0,
  name: 'somebody',
  transactionHash: TRANSACTION,
};

const trade = {
  proxy_wallet: WALLET,
  side: 'SELL',
  token_id: UP,
  condition_id: MARKET,
  size: 5,
  price: 0.5,
  timestamp: 1788886177,
  outcome_index: 999,
  transaction_hash: TRANSACTION,
};

const position = {
  proxyWallet: WALLET,
  asset: UP,
  conditionId: MARKET,
  size: 262.98,
  avgPrice: 0.6058,
  initialValue: 159.3387,
  currentValue: 0,
  cashPnl: -159.3387,
  percentPnl: -99.9999,
  totalBought: 262.98,
  realizedPnl: 0,
  curPrice: 0,
  redeemable: true,
  mergeable: false,
  slug: 'btc-updown-15m-1770479100',
  outcome: 'Up',
  outcomeIndex: 0,
  oppositeAsset: DOWN,
  endDate: '2026-04-30',
  negativeRisk: false,
};

const newPosition = {
  proxy_wallet: WALLET,
  token_id: UP,
  condition_id: MARKET,
  current_size: 10,
  avg_price: 0.5,
  entry_cost_usdc: 5,
  current_value: 6,
  current_price: 0.6,
  realized_pnl: 0,
  unrealized_pnl: 1,
  total_size: 10,
  status: 'OPEN',
  redeemable: false,
  opposite_token_id: DOWN,
};

const rebate = {
  ...oldTrade,
  type: 'TAKER_REBATE',
  usdcSize: 12.3622,
  conditionId: '',
  asset: '',
  side: '',
  outcomeIndex: 999,
};

export const dataAnswers = {
  trades: [oldTrade, oldTrade],
  tradePage: page(trade, trade),
  activity: [rebate, { ...oldTrade, type: 'TRADE', usdcSize: 3 }],
  activityPage: page({ ...trade, type: 'SOMETHING_NEW', usdc_size: 2.5, side: 'OUT' }),
  positions: [position],
  positionPage: page(newPosition),
  value: [{ user: WALLET, value: 12.5 }],
  newValue: { data: { proxy_wallet: WALLET, value: 0 } },
  holders: page({
    token_id: UP,
    holders: [{ proxy_wallet: WALLET, amount: 5, outcome_index: 0, verified: false }],
  }),
  resolutions: {
    data: [
      {
        question_id: QUESTION,
        condition_id: MARKET,
        status: 'resolved',
        was_disputed: false,
        new_version_q: false,
        price: '1',
        payouts: [1_000_000, 0],
        reporter: 'CHAINLINK',
        last_update_timestamp: '1788886177',
        resolved_at: '2026-09-08T16:49:37Z',
        transaction_hash: TRANSACTION,
      },
    ],
  },
  history: page({ timestamp: 1788886140, price: 0.25, resolution_seconds: 60 }),
} as const;
