import { expect, test } from 'vitest';
import { ANN, BOB, tradedStage } from '../../../test/support/data-stage.ts';
import { DOWN, MARKET, UP } from '../../../test/support/wire-samples/ids.ts';
import { readHolders } from '../../polymarket/wire/data/holders.ts';
import { writeCursor } from './cursor.ts';

const PATH = `/holders?condition=${MARKET}`;

test('holders are told by what they hold more of than of the other outcome', async () => {
  // Bob has 20 Down and 5 Up.
  const { body } = await tradedStage().second(PATH);
  expect(readHolders(body)).toMatchObject({
    refusals: [],
    wrongFields: [],
    value: {
      rows: [
        { token: UP, holders: [{ wallet: ANN, size: 15_000_000 }] },
        { token: DOWN, holders: [{ wallet: BOB, size: 15_000_000 }] },
      ],
    },
  });
});

test('with their profits they are told of each side, as their positions are', async () => {
  const { second } = tradedStage();
  const { data } = (await second(`${PATH}&includePnl=true`)).json();
  expect(data).toMatchObject([
    {
      token_id: UP,
      holders: [
        { proxy_wallet: ANN, amount: 15 },
        { proxy_wallet: BOB, amount: 5 },
      ],
    },
    { token_id: DOWN, holders: [{ proxy_wallet: BOB, amount: 20 }] },
  ]);
  const [position] = (await second(`/positions?user=${ANN}`)).json().data;
  const [{ holders }] = data;
  for (const name of ['avg_price', 'current_value', 'realized_pnl', 'total_pnl']) {
    expect(holders[0][name], name).toBe(position[name]);
  }
  const many = `${PATH},0x${'1'.repeat(64)}&include_pnl=true`;
  expect(await second(many)).toMatchObject({ status: 400 });
  expect(await second(`${PATH}&include_pnl=true&limit=101`)).toMatchObject({ status: 400 });
});

test('with their profits no page is larger for a cursor that was made without', async () => {
  const next = (limit: number) => {
    const cursor = writeCursor({
      list: 'holders',
      limit,
      mark: [0, 99e6, '', 99e6, ''],
      bound: {},
    });
    return tradedStage().second(`${PATH}&include_pnl=true&cursor=${cursor}`);
  };
  expect(await next(100)).toMatchObject({ status: 200 });
  expect(await next(101)).toMatchObject({ status: 400 });
});

test('pages count the rows of each token, and those that are over leave', async () => {
  const { second } = tradedStage();
  const path = `${PATH}&include_pnl=true&limit=1`;
  const { data, pagination } = (await second(path)).json();
  expect(data).toMatchObject([{ holders: [{ proxy_wallet: ANN }] }, { holders: [{}] }]);
  expect(pagination).toMatchObject({ limit: 1, has_more: true });
  const next = (await second(`${path}&cursor=${pagination.next_cursor}`)).json();
  expect(next).toMatchObject({
    data: [{ token_id: UP, holders: [{ proxy_wallet: BOB }] }],
    pagination: { offset: 1, has_more: false, next_cursor: null },
  });
});

test('small holdings can be left out, and a market must be named', async () => {
  const { second } = tradedStage();
  expect((await second(`${PATH}&min_balance=15.5`)).json().data).toEqual([]);
  expect(await second('/holders?event_id=35001')).toMatchObject({ status: 400 });
});
