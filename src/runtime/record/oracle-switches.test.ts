import { expect, test } from 'vitest';
import type { Timestamp } from '../../domain/units.ts';
import type { PriceSwitch } from '../../polymarket/sockets/price-failover.ts';
import { oracleInWords, switchesInWords } from './oracle-switches.ts';

const change = (asset: string, from?: string, to?: string): PriceSwitch => {
  const feed = `chainlink/${asset}usd`;
  return {
    series: `${asset}/spot`,
    from: from === undefined ? undefined : { source: from, feed },
    to: to === undefined ? undefined : { source: to, feed },
    at: 0 as Timestamp,
  };
};

test('changes of one kind are one text, however many series they take along', () => {
  const assets = ['btc', 'eth', 'sol', 'xrp', 'doge', 'bnb'];
  expect(switchesInWords(assets.map((asset) => change(asset, 'polybolt', 'rtds')))).toEqual([
    'chainlink/btcusd, chainlink/ethusd, chainlink/solusd, chainlink/xrpusd and 2 more: ' +
      'from RTDS now, no longer from PolyBolt',
  ]);
});

test('the end of a price and its return are told apart', () => {
  expect(switchesInWords([change('btc', 'rtds'), change('btc', undefined, 'rtds')])).toEqual([
    'chainlink/btcusd: no fresh price from anybody, RTDS was the last',
    'chainlink/btcusd: from RTDS again',
  ]);
});

test('the present sources are named once each', () => {
  const from = (source?: string) => ({ feed: 'x', source });
  expect(oracleInWords([from('polybolt'), from('polybolt'), from()])).toBe(
    'the oracle over PolyBolt',
  );
  expect(oracleInWords([from('polybolt'), from('rtds')])).toBe('the oracle over PolyBolt and RTDS');
  expect(oracleInWords([from()])).toBeUndefined();
});
