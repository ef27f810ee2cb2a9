import { expect, test } from 'vitest';
import { fundsShortage } from './funds-shortage.ts';

const WORDS = 'not enough balance / allowance';
const BALANCE = `${WORDS}: the balance is not enough -> balance:`;
const SPENDER = '0xd91E80cF2E7be2e162c6513ceD06f1dD0dA35296';

test.each([
  [`${BALANCE} 8100, order amount: 5140070`, 'balance_too_small'],
  [
    `${BALANCE} 45967864, sum of active orders: 26800000, sum of matched orders: 0, ` +
      'order amount (inc. fees): 21550000',
    'balance_in_orders',
  ],
  [
    `${BALANCE} 10517820, sum of active orders: 10510000, order amount: 10510000`,
    'balance_in_orders',
  ],
  [
    `${BALANCE} 6761230,\nsum of matched orders: 4855820,\norder amount (inc. fees): 4855820`,
    'balance_in_matches',
  ],
  [
    `${BALANCE} 26120900, sum of active orders: 6200000, sum of matched orders: 13000000, ` +
      'order amount (inc. fees): 12800000',
    'balance_in_matches',
  ],
  [
    `${WORDS}: the allowance is not enough -> spender: ${SPENDER}, allowance: 0`,
    'allowance_too_small',
  ],
  [
    `${WORDS}: the allowance is not enough -> spender: ${SPENDER}, allowance: 0, ` +
      'sum of matched orders: 0, order amount (inc. fees): 5000000',
    'allowance_too_small',
  ],
  // Its own numbers say that there is enough: then it has not said why.
  [`${BALANCE} 5000000, order amount: 1000000`, 'not_enough_balance'],
  [`${BALANCE} 17046831, sum of active orders: 6800000`, 'not_enough_balance'],
  [`${BALANCE} ${'9'.repeat(60)}, order amount: ${'9'.repeat(61)}`, 'not_enough_balance'],
  [WORDS, 'not_enough_balance'],
  ['Insufficient balance', 'not_enough_balance'],
])('%s', (text, kind) => {
  expect(fundsShortage(text)).toBe(kind);
});
