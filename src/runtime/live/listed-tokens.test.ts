import { expect, test } from 'vitest';
import { aMarket } from '../../../test/support/a-market.ts';
import type { TokenId } from '../../domain/ids.ts';
import { tokenInWords } from './listed-tokens.ts';

const tokens = ['1', '2'] as [TokenId, TokenId];

test('a token is told by its market and outcome; of another market nothing is said', () => {
  const market = aMarket({ slug: 'btc-1', tokens, labels: ['Up', undefined] });
  expect(tokenInWords([market], '1' as TokenId)).toBe('btc-1 Up');
  expect(tokenInWords([market], '2' as TokenId)).toBe('btc-1 outcome 2');
  expect(tokenInWords([market], '3' as TokenId)).toBeUndefined();
});
