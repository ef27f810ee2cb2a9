import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ScriptedAnswer } from '../../../test/support/http-server.ts';
import { json, RestBench } from '../../../test/support/rest-bench.ts';
import { askGeoblock } from '../../polymarket/rest/geoblock.ts';
import { EXCHANGE_V2, NEG_RISK_EXCHANGE_V2 } from '../../polymarket/signing/exchange-contract.ts';
import { liveChecks } from './live-checks.ts';

const allowed = (...contracts: readonly string[]) =>
  Object.fromEntries(contracts.map((contract) => [contract, '250000000']));
const BOTH = allowed(EXCHANGE_V2.address, NEG_RISK_EXCHANGE_V2.address);
const NOT_ALL = { ...BOTH, [EXCHANGE_V2.address]: '249999999' };
const AWAY: ScriptedAnswer = { status: 500, body: '' };

let bench: RestBench;
/** What a venue answers of which nothing holds us back, by path. */
let answers: Record<string, ScriptedAnswer>;
beforeEach(async () => {
  bench = await RestBench.open();
  answers = {
    '/geoblock': json({ blocked: false, ip: '1.2.3.4', country: 'CH', region: 'ZH' }),
    '/auth/api-keys': json({ apiKeys: ['a-key-of-the-test'] }),
    '/auth/ban-status/closed-only': json({ closed_only: false }),
    '/balance-allowance': json({ balance: '250000000', allowances: BOTH }),
  };
  bench.answer = ({ path }) => answers[path.split('?')[0] as string] ?? { status: 404, body: '' };
});
afterEach(() => bench.close());

async function failures(): Promise<readonly string[]> {
  const clob = bench.clob();
  const desk = await bench.desk();
  const place = `${bench.server.base}/geoblock`;
  const { venueClock } = bench.options;
  const askPlace = () => askGeoblock(place, bench.options);
  const checks = await bench.settled(liveChecks({ clob, venueClock, askPlace }, desk, 0));
  return checks.filter(({ isPassed }) => !isPassed).map(({ name, text }) => `${name}: ${text}`);
}

test('a venue that takes what we sign, of an account that may trade, passes', async () => {
  expect(await failures()).toEqual([]);
});

test('orders of another version are not signed here', async () => {
  bench.version = 3;
  expect(await failures()).toContain('order struct: version 3');
});

const balance = (units: string, allowances: object) => ({
  '/balance-allowance': json({ balance: units, allowances }),
});

test.each<[string, Record<string, ScriptedAnswer>, RegExp]>([
  ['a place from which no orders are taken', { '/geoblock': json({ blocked: true }) }, /^place: b/],
  ['a place of which nobody knows', { '/geoblock': AWAY }, /^place: nobody says/],
  [
    'a key that is not accepted',
    { '/auth/api-keys': { status: 401, body: '{}' } },
    /^API key: not/,
  ],
  [
    'an account that may only close positions',
    { '/auth/ban-status/closed-only': json({ closed_only: true }) },
    /^account: may only close/,
  ],
  [
    'an account of which nobody knows',
    { '/auth/ban-status/closed-only': AWAY },
    /^account: nobody/,
  ],
  ['no dollars', balance('0', BOTH), /^balance: 0 dollars/],
  ['a balance of which nobody knows', { '/balance-allowance': AWAY }, /^balance: nobody says/],
  ['no allowance', balance('250000000', {}), /^allowance: 0xE111.*, 0xe222.* may not move/],
  ['an allowance for less than all', balance('250000000', NOT_ALL), /^allowance: 0xE111.{36} may/],
])('%s fails, and that alone', async (_what, changes, told) => {
  Object.assign(answers, changes);
  const failed = await failures();
  expect(failed).toHaveLength(1);
  expect(failed[0]).toMatch(told);
});
