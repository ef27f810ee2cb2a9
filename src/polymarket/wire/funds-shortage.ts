/** What of a wallet does not suffice for an order, by the venue's own words. */
export type FundsShortage =
  /** There is less than the order needs. */
  | 'balance_too_small'
  /** The contract that settles may not move as much. */
  | 'allowance_too_small'
  /** There is enough, but open orders have reserved it. */
  | 'balance_in_orders'
  /**
   * There is enough, but matches have reserved it: until they are settled, or for ever, since the
   * venue was seen not to take settled ones off (py-clob-client #342, py-clob-client-v2 #112).
   */
  | 'balance_in_matches'
  /** It does not say. */
  | 'not_enough_balance';

const NUMBERS = {
  balance: /\bbalance: (\d+)/i,
  active: /\bsum of active orders: (\d+)/i,
  matched: /\bsum of matched orders: (\d+)/i,
  amount: /\border amount(?: \(inc\. fees\))?: (\d+)/i,
} as const;

/**
 * Reads "not enough balance / allowance: the balance is not enough -> balance: 6761230, sum of
 * active orders: 0, sum of matched orders: 4855820, order amount (inc. fees): 4855820", and
 * "... the allowance is not enough -> spender: 0x..., allowance: 0". Units of 1e-6. The sums are
 * not always there; the gate is balance >= active + matched + amount (py-clob-client-v2 #34).
 * Texts as the venue sent them between 2026-01 and 2026-10, by its clients' issues.
 */
export function fundsShortage(text: string): FundsShortage {
  if (/\ballowance is not enough/i.test(text)) return 'allowance_too_small';
  const balance = numberIn(text, NUMBERS.balance);
  const amount = numberIn(text, NUMBERS.amount);
  if (balance === undefined || amount === undefined) return 'not_enough_balance';
  const active = numberIn(text, NUMBERS.active) ?? 0;
  const matched = numberIn(text, NUMBERS.matched) ?? 0;
  if (amount > balance) return 'balance_too_small';
  if (amount + active > balance) return 'balance_in_orders';
  if (amount + active + matched > balance) return 'balance_in_matches';
  return 'not_enough_balance';
}

function numberIn(text: string, words: RegExp): number | undefined {
  const digits = words.exec(text)?.[1];
  const value = Number(digits);
  return digits === undefined || !Number.isSafeInteger(value) ? undefined : value;
}
