import { expect, test } from 'vitest';
import { at } from '../../test/support/a-market.ts';
import { anOrder } from '../../test/support/an-order.ts';
import { GateBench } from '../../test/support/gate-bench.ts';
import type { MarketIndex } from '../domain/ids.ts';
import { checkTrustedBook } from './trusted-book.ts';

test('an order passes on a trusted book and waits for one after a gap', () => {
  const bench = new GateBench();
  expect(bench.run(checkTrustedBook, anOrder())).toBe('passes');
  bench.view.book(0 as MarketIndex).distrust(at(1), 'recording_gap');
  expect(bench.run(checkTrustedBook, anOrder())).toBe('book_untrusted');
});
