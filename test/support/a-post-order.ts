import type { PostOrder } from '../../src/polymarket/orders/post-order.ts';
import { ANVIL_ADDRESS } from './anvil.ts';

/** The body of an order, as it goes to the venue; its signature is made up. */
export function aPostOrder(salt: number): PostOrder {
  return {
    order: {
      salt,
      maker: ANVIL_ADDRESS,
      signer: ANVIL_ADDRESS,
      tokenId: '72690798903588392269001731007662425920353908498880709179939493847828858696064',
      makerAmount: '5200000',
      takerAmount: '10000000',
      side: 'BUY',
      expiration: '0',
      signatureType: 0,
      timestamp: '1789000000000',
      metadata: `0x${'0'.repeat(64)}`,
      builder: `0x${'0'.repeat(64)}`,
      signature: `0x${'ab'.repeat(65)}`,
    },
    owner: 'a-key-of-the-test',
    orderType: 'GTC',
    deferExec: false,
  };
}
