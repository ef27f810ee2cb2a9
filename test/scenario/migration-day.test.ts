// 55: the venue moves to other orders or other contracts, as on 2026-04-28, when it dropped all
// orders of the old kind. Nothing is signed that it would not take. Real HTTP on loopback.
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  EXCHANGE_V2,
  EXCHANGE_V3,
  type ExchangeContract,
  NEG_RISK_EXCHANGE_V2,
} from '../../src/polymarket/signing/exchange-contract.ts';
import { anExchangeOrder } from '../support/an-exchange-order.ts';
import type { ScriptedAnswer } from '../support/http-server.ts';
import { json, RestBench } from '../support/rest-bench.ts';
import { signingDesk } from '../support/signing-desk.ts';

const unsigned = {
  order: anExchangeOrder(),
  timeInForce: 'GTC',
  postOnly: false,
  expirationSeconds: 0,
} as const;
const ORDER = `0x${'a'.repeat(64)}`;
/** None of those that this program signs for. */
const OTHER = `0x${'4b'.repeat(20)}`;

let bench: RestBench;
/** Contracts that the venue names beside a balance. */
let contracts: readonly string[];
let posted: ScriptedAnswer;
beforeEach(async () => {
  bench = await RestBench.open();
  contracts = [];
  posted = json({ success: true, errorMsg: '', orderID: ORDER, status: 'live' });
  bench.answer = ({ path }) => {
    if (!path.startsWith('/balance-allowance')) return posted;
    const allowances = Object.fromEntries(contracts.map((contract) => [contract, '1000000']));
    return json({ balance: '250000000', allowances });
  };
});
afterEach(() => bench.close());

type Row = {
  readonly venue: string;
  readonly version: number;
  readonly contracts: readonly string[];
  readonly exchange: ExchangeContract;
  /** Undefined: it is signed. */
  readonly code?: string;
};

const V2 = EXCHANGE_V2.address;
const NEG_RISK = NEG_RISK_EXCHANGE_V2.address;

describe('at the start the venue says', () => {
  test.each<Row>([
    { venue: 'our version', version: 2, contracts: [], exchange: EXCHANGE_V2 },
    {
      venue: 'our version, our contracts',
      version: 2,
      contracts: [V2, NEG_RISK],
      exchange: NEG_RISK_EXCHANGE_V2,
    },
    {
      venue: 'an older version',
      version: 1,
      contracts: [V2],
      exchange: EXCHANGE_V2,
      code: 'order_version_mismatch',
    },
    {
      venue: 'a newer version',
      version: 3,
      contracts: [V2],
      exchange: EXCHANGE_V2,
      code: 'order_version_mismatch',
    },
    {
      venue: 'our version, other contracts',
      version: 2,
      contracts: [OTHER],
      exchange: EXCHANGE_V2,
      code: 'exchange_contract_mismatch',
    },
    {
      venue: 'our version, not all of our contracts',
      version: 2,
      contracts: [V2, NEG_RISK],
      exchange: EXCHANGE_V3,
      code: 'exchange_contract_mismatch',
    },
  ])('$venue: $exchange.version, $code', async ({ version, exchange, code, ...row }) => {
    bench.version = version;
    contracts = row.contracts;
    const { account, signer, signing } = await signingDesk(bench);
    const signs = vi.spyOn(signer, 'sign');
    await account.balance('collateral', 0);
    const signed = signing.sign(unsigned, exchange);
    expect(signed.ok ? undefined : signed.code).toBe(code);
    expect(signs).toHaveBeenCalledTimes(code === undefined ? 1 : 0);
  });

  test.each<[string, ScriptedAnswer]>([
    ['nothing', 'cut'],
    ['something else', json({ release: 'two' })],
    ['that it does not know the question', { status: 404, body: '{}' }],
  ])('%s: nothing is signed or sent', async (_name, answer) => {
    const { answer: usual } = bench.server;
    bench.server.answer = (request) => (request.path === '/version' ? answer : usual(request));
    const { orders, signing } = await signingDesk(bench);
    expect(signing.sign(unsigned, EXCHANGE_V2)).toMatchObject({ code: 'version_unknown' });
    const { body } = await signedElsewhere();
    const refusal = { code: 'version_unknown' };
    expect(await orders.post(body)).toMatchObject({ kind: 'notSent', refusal });
    expect(bench.received).toEqual([]);
  });
});

/** An order that was signed while all was well. */
async function signedElsewhere() {
  const other = await RestBench.open();
  const { signing } = await signingDesk(other);
  const signed = signing.sign(unsigned, EXCHANGE_V2);
  await other.close();
  if (!signed.ok) throw new Error(signed.message);
  return signed.value;
}

test('a venue that moves while we trade is heard of by a refusal, and asked again', async () => {
  const { clob, orders, signing } = await signingDesk(bench);
  const before = signing.sign(unsigned, EXCHANGE_V2);
  if (!before.ok) throw new Error(before.message);
  bench.version = 3;
  posted = json({ error: 'order_version_mismatch' }, 400);
  expect(await orders.post(before.value.body)).toMatchObject({
    kind: 'refused',
    error: { code: 'order_version_mismatch' },
  });
  expect(signing.sign(unsigned, EXCHANGE_V2)).toMatchObject({ code: 'version_unknown' });
  await clob.state.version();
  expect(signing.sign(unsigned, EXCHANGE_V2)).toMatchObject({ code: 'order_version_mismatch' });
  expect(await orders.post(before.value.body)).toMatchObject({ kind: 'notSent' });
  expect(bench.received).toHaveLength(1);
  // It moves back: what was planned may be done on another day.
  bench.version = 2;
  await clob.state.version();
  expect(signing.sign(unsigned, EXCHANGE_V2)).toMatchObject({ ok: true });
});

test('nothing is signed before the venue was asked', async () => {
  const { signing } = await signingDesk(bench, 'not asked');
  expect(signing.sign(unsigned, EXCHANGE_V2)).toMatchObject({ code: 'version_unknown' });
});
