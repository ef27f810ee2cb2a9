import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { binanceTrade, coinbaseTicker } from '../../../test/support/exchange-frames.ts';
import { importFiles, importFolder } from '../../../test/support/imported.ts';
import { recording, testRecorded } from '../../../test/support/recorded.ts';
import { tarOf } from '../../../test/support/tar-of.ts';

const START = 1_777_452_300;
const CONDITION = `0x${'ab'.repeat(32)}`;
const T = START * 1_000;

const market = JSON.stringify({
  slug: `btc-updown-15m-${START}`,
  title: 'Bitcoin Up or Down',
  condition_id: CONDITION,
  outcomes: [
    { token_id: '11', outcome: 'Up' },
    { token_id: '22', outcome: 'Down' },
  ],
  start_ts: T,
  end_ts: T + 900_000,
  min_order_size: 5,
  fee_parameters: {
    raw_fee_config: { exponent: 1, rate: 0.072, rebateRate: 0.2, takerOnly: true },
  },
});

let sequence = 0;
const frame = (ms: number, source: string, payload: unknown, round = 1) =>
  JSON.stringify({
    run_id: 'run',
    source,
    recv_wall_ts: T + ms,
    recv_mono_ns: 1,
    ingest_seq: round * 1_000_000 + sequence++,
    payload: typeof payload === 'string' ? payload : JSON.stringify(payload),
  }).replace(/^\{"run_id"/, '{"run_id"');
const book = (token: string, bid: string, ask: string) => ({
  event_type: 'book',
  market: CONDITION,
  asset_id: token,
  timestamp: String(T - 60_000),
  bids: [{ price: bid, size: '5' }],
  asks: [{ price: ask, size: '6' }],
  tick_size: '0.01',
});
const change = (token: string, price: string, size: string, side = 'BUY') => ({
  event_type: 'price_change',
  market: CONDITION,
  timestamp: String(T),
  price_changes: [{ asset_id: token, price, size, side }],
});
const clob = (ms: number, payload: unknown, round = 1) =>
  frame(ms, 'polymarket_clob', payload, round);

const importSession = (lines: readonly string[], markets = market) =>
  importFiles({
    'sessions.tar.gz': gzipSync(
      tarOf({
        'run-1/markets.jsonl': `${markets}\n`,
        'run-1/raw_messages.jsonl': `${lines.join('\n')}\n`,
      }),
    ),
  });

describe('a session of raw frames', () => {
  test('becomes books and deltas with both clocks, and the facts recorded beside it', async () => {
    const { manifest, rows } = await importSession([
      clob(0, [book('11', '0.49', '0.51'), book('22', '0.49', '0.51')]),
      clob(10, change('11', '0.48', '3')),
    ]);
    expect(manifest.counts).toMatchObject({ books: 2, deltas: 1, trades: 0 });
    const [delta] = await rows(`SELECT ts_event::BIGINT AS event, ts_init::BIGINT AS init,
      price::INTEGER AS price FROM {events} WHERE token = 0 AND price = 480000`);
    expect(delta).toEqual({
      event: BigInt(T) * 1_000n,
      init: BigInt(T + 10) * 1_000n,
      price: 480_000,
    });
    const big = (_: string, value: unknown) => (typeof value === 'bigint' ? Number(value) : value);
    expect(JSON.stringify(await rows('SELECT * FROM {markets}'), big)).toContain('72000');
  });

  test('has a gap at every silence, every new connection and its end', async () => {
    const { rows } = await importSession([
      clob(0, book('11', '0.49', '0.51')),
      clob(4_000, book('11', '0.49', '0.51')),
      clob(10_000, book('11', '0.49', '0.51')),
      clob(10_500, book('11', '0.49', '0.51'), 2),
    ]);
    const gaps = await rows(
      `SELECT ("from" / 1000 - ${T})::INTEGER AS start, reason FROM {gaps} ORDER BY start`,
    );
    expect(gaps).toEqual([
      { start: 4_000, reason: 'disconnected' },
      { start: 10_000, reason: 'disconnected' },
      { start: 10_500, reason: 'recording_gap' },
    ]);
  });

  test('writes the first book after a gap whole, so that trust returns', async () => {
    const { rows } = await importSession([
      clob(0, book('11', '0.49', '0.51')),
      clob(10_000, book('11', '0.49', '0.51')),
    ]);
    const [clears] = await rows('SELECT count(*)::INTEGER AS n FROM {events} WHERE kind = 0');
    expect(clears).toEqual({ n: 2 });
  });

  test('turns oracle and spot frames into reference prices, the look-back once', async () => {
    const point = { timestamp: T - 1_000, value: 76_248.5 };
    const history = { topic: 'crypto_prices', payload: { symbol: 'btc/usd', data: [point] } };
    const update = { topic: 'crypto_prices_chainlink', payload: { symbol: 'btc/usd', ...point } };
    const { manifest, rows } = await importSession([
      frame(0, 'polymarket_rtds_chainlink', history),
      frame(1, 'polymarket_rtds_chainlink', update),
      frame(2, 'binance', binanceTrade(1)),
      frame(3, 'coinbase', coinbaseTicker(1, { time: '2026-04-28T09:03:06.659049Z' })),
      frame(4, 'coinbase', { type: 'subscriptions' }),
      frame(5, 'pyth_proxy', { parsed: [] }),
      clob(6, { event_type: 'new_kind' }),
      frame(7, 'polymarket_rtds_chainlink', { topic: 'comments' }),
    ]);
    expect(manifest.feeds).toEqual(['binance/btcusdt', 'chainlink/btcusd', 'coinbase/btcusd']);
    expect(manifest.rows.references).toBe(3);
    expect(manifest.defects).toEqual({
      oracle_print_repeated: 1,
      'frame_not_read: coinbase': 1,
      'frame_not_read: pyth_proxy': 1,
      'event_not_read: new_kind': 1,
      'event_not_read: comments': 1,
    });
    const [coinbase] = await rows(
      `SELECT ts_event::BIGINT AS at FROM {references} WHERE feed = 'coinbase/btcusd'`,
    );
    expect(coinbase).toEqual({ at: 1_777_366_986_659_049n });
  });

  test.each<[string, string, string]>([
    ['no envelope', '{"source":1}', 'malformed_row'],
    ['no JSON', '{', 'malformed_row'],
    ['a broken payload', clob(5, '{"a":'), 'not_json'],
    ['a negative size', clob(5, change('11', '0.5', '-1')), 'negative_size'],
    ['a NaN price', clob(5, change('11', 'NaN', '1')), 'not_a_decimal'],
    ['a crossed book', clob(5, book('11', '0.51', '0.51')), 'crossed_book'],
    ['an unknown token', clob(5, change('33', '0.5', '1')), 'unknown_token'],
    ['a delta before its book', clob(5, change('22', '0.5', '1')), 'delta_before_snapshot'],
    ['a frame from the past', clob(-50, book('11', '0.48', '0.51')), 'out_of_order'],
    [
      'a bad oracle price',
      frame(5, 'polymarket_rtds_chainlink', { topic: 'crypto_prices', payload: 5 }),
      'not_an_object',
    ],
    ['a bad spot price', frame(5, 'binance', '{'), 'not_json'],
  ])('with %s sends it to quarantine with its line, the rest stays', async (_name, bad, code) => {
    const lines = [clob(0, book('11', '0.49', '0.51')), bad, clob(20, book('11', '0.49', '0.52'))];
    const { manifest, rows } = await importSession(lines);
    expect(manifest.quarantine).toEqual({ [code]: 1 });
    expect(await rows('SELECT file, row::INTEGER AS row FROM {quarantine}')).toEqual([
      { file: 'sessions.tar.gz:run-1/raw_messages.jsonl', row: 2 },
    ]);
    expect(manifest.counts.books).toBe(2);
  });

  test('with deltas that cross the book leaves it untrusted', async () => {
    const { manifest, rows } = await importSession([
      clob(0, book('11', '0.49', '0.51')),
      clob(5, change('11', '0.51', '1')),
    ]);
    expect(manifest.defects).toEqual({ book_crossed_by_deltas: 1 });
    expect(await rows(`SELECT reason FROM {gaps} WHERE reason = 'crossed'`)).toHaveLength(1);
  });

  test('with prints and a new tick takes both', async () => {
    const { manifest } = await importSession([
      clob(0, book('11', '0.49', '0.51')),
      clob(1, {
        ...book('11', '', ''),
        event_type: 'last_trade_price',
        price: '0.5',
        size: '1',
        side: 'BUY',
      }),
      clob(2, { ...book('11', '', ''), event_type: 'tick_size_change', new_tick_size: '0.001' }),
      clob(3, change('11', '0.485', '1')),
    ]);
    expect(manifest.counts.trades).toBe(1);
    expect(manifest.quarantine).toEqual({ delta_before_snapshot: 1 });
  });

  test('of a market that cannot be read has no tokens', async () => {
    const { manifest } = await importSession([clob(0, book('11', '0.4', '0.5'))], '{"slug":"x"}');
    expect(manifest.quarantine).toEqual({ unknown_market: 1, unknown_token: 1 });
  });

  testRecorded(
    'as recorded gives every frame',
    recording('raw-frames-2026-04'),
    async (folder) => {
      const { manifest } = await importFolder(folder);
      // 540 answers of the book endpoint and 55 arrays of six books, 85 frames of changes for both
      // tokens, counted line by line apart from the importer.
      expect(manifest.counts).toMatchObject({ books: 540 + 55 * 6, deltas: 85 * 2, crossed: 0 });
      expect(manifest.rows).toMatchObject({ markets: 30, resolutions: 0 });
      expect(manifest.quarantine).toEqual({});
      expect(manifest.defects).toEqual({
        'event_not_read: new_market': 48,
        'frame_not_read: coinbase': 53,
        'frame_not_read: pyth_proxy': 12,
        oracle_print_repeated: 769,
        // Eight of the ten sessions watch the three windows of the next day.
        token_heard_only_before_its_window: 8 * 3 * 2,
      });
      expect(manifest.feeds).toHaveLength(9);
    },
    60_000,
  );
});
