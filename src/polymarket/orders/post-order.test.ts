import { expect, test } from 'vitest';
import { anExchangeOrder } from '../../../test/support/an-exchange-order.ts';
import { ANVIL_ADDRESS, ANVIL_WALLET } from '../../../test/support/anvil.ts';
import type { UnsignedOrder } from './order-builder.ts';
import { postOrder } from './post-order.ts';

const unsigned: UnsignedOrder = {
  order: anExchangeOrder({ signatureType: 2 }),
  timeInForce: 'GTC',
  postOnly: false,
  expirationSeconds: 0,
};

test('the body of POST /order is what the venue reads, to the letter', () => {
  const zeros = '0'.repeat(64);
  expect(JSON.stringify(postOrder(unsigned, '0xsigned', 'an-id'))).toBe(
    `{"order":{"salt":479249096354,"maker":"${ANVIL_WALLET}","signer":"${ANVIL_ADDRESS}",` +
      '"tokenId":"72690798903588392269001731007662425920353908498880709179939493847828858696064",' +
      '"makerAmount":"5200000","takerAmount":"10000000","side":"BUY","expiration":"0",' +
      `"signatureType":2,"timestamp":"1789000000000","metadata":"0x${zeros}",` +
      `"builder":"0x${zeros}","signature":"0xsigned"},` +
      '"owner":"an-id","orderType":"GTC","deferExec":false}',
  );
});

test('a sale, an expiration and post-only are said', () => {
  const order = anExchangeOrder({ side: 'sell' });
  const sale = {
    order,
    timeInForce: 'GTD',
    postOnly: true,
    expirationSeconds: 1_789_000_180,
  } as const;
  expect(postOrder(sale, '0xsigned', 'an-id')).toMatchObject({
    order: { side: 'SELL', expiration: '1789000180' },
    orderType: 'GTD',
    postOnly: true,
  });
});
