import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ExchangeBench } from '../../../test/support/exchange-bench.ts';
import { installRpc } from './rpc-routes.ts';

const PUSD = '0xC011a7E12a19f7B1f670d46F03B03f3342E82DFB';
const CTF = '0x4D97DCd97eC945f40cF65F87097ACe5EA0476045';

let bench: ExchangeBench;
beforeEach(async () => {
  bench = await ExchangeBench.open({ installers: [(app, { venue }) => installRpc(app, venue)] });
});
afterEach(() => bench.close());

const say = (body: string) => bench.request('POST', '/rpc', {}, body);
const asked = (method: string, id?: unknown, params?: unknown) => ({
  jsonrpc: '2.0',
  method,
  ...(id === undefined ? {} : { id }),
  ...(params === undefined ? {} : { params }),
});

describe('a batch', () => {
  test('is answered one by one, each with its id', async () => {
    const { json } = await bench.post('/rpc', [
      asked('eth_chainId', 'a'),
      asked('eth_sendRawTransaction', 2, ['0x02']),
      asked('net_version', null),
      asked('eth_chainId'),
      5,
    ]);
    expect(json).toMatchObject([
      { id: 'a', result: '0x89' },
      { id: 2, error: { code: -32601 } },
      { id: null, result: '137' },
      { id: null, error: { code: -32600 } },
    ]);
    expect(json).toHaveLength(4);
  });

  test('of notices alone is not answered, nor is one', async () => {
    for (const body of [asked('eth_chainId'), [asked('eth_chainId'), asked('nothing')]]) {
      const { status, text } = await bench.post('/rpc', body);
      expect([status, text]).toEqual([204, '']);
    }
  });

  test('of none, or of too many, is refused', async () => {
    for (const body of [[], new Array(1_001).fill(asked('eth_chainId', 1))]) {
      const { json } = await bench.post('/rpc', body);
      expect(json).toMatchObject({ id: null, error: { code: -32600 } });
    }
  });
});

test('what writes is refused, and told what can be asked', async () => {
  for (const method of ['eth_sendRawTransaction', 'eth_sendTransaction', 'eth_estimateGas']) {
    const { json } = await bench.post('/rpc', asked(method, 1, [{}]));
    const { error } = json as { error: { code: number; message: string } };
    expect(error.code).toBe(-32601);
    expect(error.message).toContain(`${method} is not served`);
    expect(error.message).toContain('eth_call');
  }
});

test.each([
  ['', -32700],
  ['{', -32700],
  ['\u0000\uffff', -32700],
  ['null', -32600],
  ['"eth_chainId"', -32600],
  ['{}', -32600],
  ['{"jsonrpc":"1.0","id":1,"method":"eth_chainId"}', -32600],
  ['{"jsonrpc":"2.0","id":{},"method":"eth_chainId"}', -32600],
  ['{"jsonrpc":"2.0","id":1,"method":["eth_chainId"]}', -32600],
  ['{"jsonrpc":"2.0","id":1,"method":"__proto__"}', -32601],
  ['{"jsonrpc":"2.0","id":1,"method":"eth_chainId","params":{"a":1}}', -32602],
  ['[[[[]]]]', -32600],
])('%s is refused with %i', async (body, code) => {
  const { status, json } = await say(body);
  expect(status).toBe(200);
  const [one] = [json].flat();
  expect(one).toMatchObject({ jsonrpc: '2.0', error: { code } });
});

const word = (value: bigint | number) => value.toString(16).padStart(64, '0');
const MOST = word(2n ** 256n - 1n);

test.each([
  ['no call', [], -32602],
  ['a call of nobody', [{ data: '0x313ce567' }], -32602],
  ['a call of no address', [{ to: '0x12', data: '0x313ce567' }], -32602],
  ['no function', [{ to: PUSD }], -32602],
  ['half a function', [{ to: PUSD, data: '0x313c' }], -32602],
  ['half a byte', [{ to: PUSD, data: '0x313ce5671' }], -32602],
  ['two calls in one', [{ to: PUSD, data: '0x313ce567', input: '0x95d89b41' }], -32602],
  ['a chain made up', [{ to: PUSD, data: '0x313ce567' }, 'latest', {}], -32602],
  ['a past call', [{ to: PUSD, data: '0x313ce567' }, '0x1'], -32001],
  ['another contract', [{ to: `0x${'1'.repeat(40)}`, data: '0x313ce567' }], -32001],
  ['another function', [{ to: PUSD, data: '0xa9059cbb' }], -32001],
  ['a missing argument', [{ to: PUSD, data: '0x70a08231' }], -32602],
  ['half an argument', [{ to: PUSD, data: `0x70a08231${'0'.repeat(62)}` }], -32602],
  ['an owner beyond addresses', [{ to: PUSD, data: `0x70a08231${MOST}` }], -32602],
  ['lists that begin nowhere', [{ to: CTF, data: `0x4e1273f4${MOST}${MOST}` }], -32602],
  ['a list within a word', [{ to: CTF, data: `0x4e1273f4${word(33)}${word(64)}` }], -32602],
  ['a list beyond the end', [{ to: CTF, data: `0x4e1273f4${word(64)}${word(64)}` }], -32602],
  [
    'a list of endless length',
    [{ to: CTF, data: `0x4e1273f4${word(64)}${word(64)}${MOST}` }],
    -32602,
  ],
  [
    'more owners than tokens',
    [
      {
        to: CTF,
        data: `0x4e1273f4${word(64)}${word(128)}${word(1)}${word(1)}${word(0)}`,
      },
    ],
    -32602,
  ],
])('%s is refused', async (_what, params, code) => {
  const { status, json } = await bench.post('/rpc', asked('eth_call', 1, params));
  expect(status).toBe(200);
  expect(json).toMatchObject({ id: 1, error: { code } });
});

test('input stands for data, and whoever asks does not matter', async () => {
  const call = { from: `0x${'1'.repeat(40)}`, to: PUSD.toLowerCase(), input: '0x313ce567' };
  const { json } = await bench.post('/rpc', asked('eth_call', 1, [call]));
  expect(json).toMatchObject({ result: `0x${word(6)}` });
});
