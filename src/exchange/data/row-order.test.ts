import { expect, test } from 'vitest';
import { dataStage } from '../../../test/support/data-stage.ts';
import { inOrder } from './row-order.ts';

test('rows go by a number or a text; what is not known comes last either way', () => {
  const rows = [{ pnl: -1 }, {}, { pnl: 2 }, { pnl: -3 }];
  expect(inOrder(rows, 'pnl', false)).toEqual([{ pnl: 2 }, { pnl: -1 }, { pnl: -3 }, {}]);
  expect(inOrder(rows, 'pnl', true)).toEqual([{ pnl: -3 }, { pnl: -1 }, { pnl: 2 }, {}]);
  const titles = [{ title: 'b' }, { title: 'a' }];
  expect(inOrder(titles, 'title', true)).toEqual([{ title: 'a' }, { title: 'b' }]);
});

test('a position whose price is not known is no better than one that lost', async () => {
  const { bench, first, second } = dataStage();
  bench.mint(10);
  bench.market.lastTrade = undefined;
  bench.listNext(1);
  bench.mint(20);
  bench.send(bench.ann, { side: 'buy', price: 0.3, size: 20 });
  bench.send(bench.bob, { side: 'buy', price: 0.7, size: 20, outcome: 1 });
  const user = `/positions?user=${bench.ann.wallet.address}`;
  for (const direction of ['ASC', 'DESC']) {
    const rows = (await first(`${user}&sortBy=CASHPNL&sortDirection=${direction}`)).json();
    expect(rows.map(({ cashPnl }: { cashPnl?: number }) => cashPnl)).toEqual([-4, undefined]);
    const path = `${user}&sort_by=UNREALIZED_PNL&sort_direction=${direction}&limit=1`;
    const { data, pagination } = (await second(path)).json();
    expect(data).toMatchObject([{ unrealized_pnl: -4 }]);
    const rest = await second(`${user}&cursor=${pagination.next_cursor}`);
    expect(rest.json()).toMatchObject({ data: [{ current_size: 10 }] });
    expect(rest.json().data).toHaveLength(1);
  }
});
