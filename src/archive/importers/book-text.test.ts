import { describe, expect, test } from 'vitest';
import { query } from '../../../test/support/imported.ts';
import { recording, testRecorded } from '../../../test/support/recorded.ts';
import { polymarketWire } from '../../../test/support/wire.ts';
import { BookText, timeOf } from './book-text.ts';

const HEAD = '{"market":"0xab","asset_id":"7"';
const TAIL = '"hash":"6a24","timestamp":"1776337417455","event_type":"book"}';
const frame = (bids: string, asks: string, tail = TAIL) =>
  `${HEAD},"bids":[${bids}],"asks":[${asks}],${tail}`;
const level = (price: string, size: string) => `{"price":"${price}","size":"${size}"}`;

describe('a book frame of the usual shape', () => {
  test('is read best first, in units', () => {
    const text = new BookText();
    const bids = `${level('0.01', '12188.25')},${level('0.38', '51')}`;
    const asks = `${level('0.99', '15.000001')},${level('0.4', '.5')}`;
    expect(text.read(frame(bids, asks), HEAD)).toBe(true);
    expect([...text.bids.price]).toEqual([380_000, 10_000]);
    expect([...text.bids.size]).toEqual([51_000_000, 12_188_250_000]);
    expect([...text.asks.price]).toEqual([400_000, 990_000]);
    expect([...text.asks.size]).toEqual([500_000, 15_000_001]);
  });

  test('may have empty sides', () => {
    const text = new BookText();
    expect(text.read(frame('', level('0.99', '1')), HEAD)).toBe(true);
    expect(text.bids.price).toHaveLength(0);
    expect(timeOf(frame('', ''))).toBe(1_776_337_417_455);
  });
});

describe('anything unusual is left to the careful reader:', () => {
  const good = level('0.5', '1');
  test.each([
    ['another token', `{"market":"0xab","asset_id":"8","bids":[],"asks":[],${TAIL}`],
    ['levels out of order', frame(`${level('0.4', '1')},${level('0.3', '1')}`, '')],
    ['a price twice', frame(`${level('0.4', '1')},${level('0.4', '1')}`, '')],
    ['a negative size', frame(level('0.4', '-1'), '')],
    ['a size of zero', frame(level('0.4', '0'), '')],
    ['a price that is no number', frame(level('NaN', '1'), '')],
    ['two points', frame(level('0.4.1', '1'), '')],
    ['seven decimals', frame(level('0.4000001', '1'), '')],
    ['an empty number', frame(level('', '1'), '')],
    ['more digits than are exact', frame(level('0.4', '123456789012345678'), '')],
    ['a price of one', frame(level('1', '1'), '')],
    ['another field order', frame('{"size":"1","price":"0.4"}', '')],
    ['a comma too much', frame(`${good},`, '')],
    ['a field more', frame(good, '', `"tick_size":"0.01",${TAIL}`)],
    ['another type', frame(good, '', TAIL.replace('"book"', '"bool"'))],
    ['a short time', frame(good, '', TAIL.replace('1776337417455', '177633741745'))],
    ['a field hidden in the hash', frame(good, '', TAIL.replace('6a24', '6a","x":"24'))],
    ['a cut frame', frame(good, '').slice(0, -20)],
  ])('%s', (_, text) => {
    expect(new BookText().read(text, HEAD)).toBe(false);
  });
});

testRecorded(
  'recorded frames read fast and carefully are the same books',
  recording('btc-5m-books-2026-04'),
  async (folder) => {
    const rows = await query(`SELECT raw_data FROM read_parquet('${folder}/*14.parquet')
      WHERE hash(raw_data) % 40 = 0`);
    const text = new BookText();
    let fast = 0;
    for (const { raw_data } of rows) {
      const raw = String(raw_data);
      const [message] = polymarketWire.readMarketFrame(raw).messages;
      if (message?.kind !== 'BookSnapshot') throw new Error(`not a book: ${raw.slice(0, 80)}`);
      const head = `{"market":"${message.market}","asset_id":"${message.token}"`;
      if (!text.read(raw, head)) continue;
      fast++;
      expect(text.bids).toEqual(message.bids);
      expect(text.asks).toEqual(message.asks);
      expect(timeOf(raw) * 1_000).toBe(message.tsEvent);
    }
    expect(rows.length).toBeGreaterThan(1_000);
    expect(fast / rows.length).toBeGreaterThan(0.99);
  },
);
