import { expect, test } from 'vitest';
import { second } from '../../../test/support/made-up-log.ts';
import { packBlock } from '../../archive/frame-log/frame-block.ts';
import { Random } from '../../domain/random.ts';
import { RareFrames } from './rare-frames.ts';

test('of the largest answers one in half an hour is kept, of each currency its own', () => {
  const frames = new RareFrames();
  const minutes = [0, 2, 28, 30, 32, 61];
  const kept = (source: string) => minutes.filter((one) => frames.keeps(source, second(one * 60)));
  expect(kept('deribit/btc-options')).toEqual([0, 30, 61]);
  expect(kept('deribit/eth-options')).toEqual([0, 30, 61]);
});

test('everything else is kept as it comes', () => {
  const frames = new RareFrames();
  for (const source of ['deribit/btc-volatility', 'binance/spot', 'alternative/fear-greed']) {
    expect([1, 1, 1].map((one) => frames.keeps(source, second(one)))).toEqual([true, true, true]);
  }
});

/** Made-up options in the documented form: the names of its fields are most of the text. */
function optionAnswer(options: number): string {
  const random = new Random(1, 'options');
  const number = (most: number, decimals: number) =>
    Number((random.float() * most).toFixed(decimals));
  const result = Array.from({ length: options }, (_, i) => ({
    high: number(0.4, 4),
    low: number(0.4, 4),
    last: number(0.4, 4),
    instrument_name: `BTC-25DEC26-${40_000 + Math.floor(i / 2) * 1_000}-${i % 2 === 0 ? 'C' : 'P'}`,
    bid_price: number(0.4, 4),
    ask_price: number(0.4, 4),
    open_interest: number(3_000, 1),
    mark_price: number(0.4, 8),
    mark_iv: number(90, 2),
    creation_timestamp: 1_790_000_000_000 + (i % 3),
    price_change: number(100, 4),
    interest_rate: 0,
    estimated_delivery_price: 90_000 + number(2, 2),
    volume: number(50, 1),
    volume_usd: number(100_000, 2),
    base_currency: 'BTC',
    quote_currency: 'BTC',
    underlying_index: 'BTC-25DEC26',
    underlying_price: 90_000 + number(3_000, 4),
    mid_price: number(0.4, 8),
  }));
  return JSON.stringify({ jsonrpc: '2.0', result, usIn: 1, usOut: 2, usDiff: 1, testnet: false });
}

test('an answer about all options is some 60 kB of log, too much for every two minutes', () => {
  const answer = optionAnswer(1_008);
  const kilobytes = (bytes: number) => Math.round(bytes / 1_000);
  expect(kilobytes(answer.length)).toBe(465);
  expect(kilobytes(packBlock(`${answer}\n`).length)).toBeCloseTo(62, -1);
});
