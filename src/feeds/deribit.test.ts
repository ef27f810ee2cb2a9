import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { eventually } from '../../test/support/eventually.ts';
import { FeedDesk } from '../../test/support/feed-desk.ts';
import { HttpServer } from '../../test/support/http-server.ts';
import { NOON_MS } from '../../test/support/market-frames.ts';
import { ScriptedTransport } from '../../test/support/scripted-transport.ts';
import { Deribit } from './deribit.ts';

let server: HttpServer;
beforeEach(async () => {
  server = await HttpServer.open();
});
afterEach(() => server.close());

const option = (name: string, interest: number) => ({
  instrument_name: name,
  open_interest: interest,
  volume: 1,
  mark_iv: 44.5,
  creation_timestamp: NOON_MS,
});
const ANSWERS = {
  options: [option('BTC-27MAR26-100000-P', 3), option('BTC-27MAR26-100000-C', 2)],
  volatility: { data: [[NOON_MS - 60_000, 45.1, 45.5, 44.9, 45.25]], continuation: null },
};

function stage() {
  const desk = new FeedDesk(new ScriptedTransport().open);
  const { clock, log, outside } = desk;
  return { clock, log, options: { ...outside, restHosts: [`${server.base}/api/v2`] } };
}

describe('options of Deribit', () => {
  test('are summed up for each currency, beside the index of volatility', async () => {
    server.answer = ({ path }) => {
      const result = path.includes('volatility') ? ANSWERS.volatility : ANSWERS.options;
      return { status: 200, body: JSON.stringify({ jsonrpc: '2.0', result }) };
    };
    const { clock, log, options } = stage();
    const deribit = new Deribit({ ...options, currencies: ['BTC'] });
    expect(deribit.latest('deribit/btc')).toBeUndefined();
    deribit.start();
    await clock.pass(0);
    await eventually(() => log.events.length === 2);
    expect(server.received.map(({ path }) => path).sort()).toEqual([
      '/api/v2/public/get_book_summary_by_currency?currency=BTC&kind=option',
      `/api/v2/public/get_volatility_index_data?currency=BTC&start_timestamp=${NOON_MS - 600_000}` +
        `&end_timestamp=${NOON_MS}&resolution=60`,
    ]);
    expect(deribit.latest('deribit/btc')?.value).toMatchObject({
      openInterest: { ratio: 1_500_000 },
    });
    expect(deribit.latest('deribit/btc-dvol')).toMatchObject({
      value: { close: { value: 45_250_000, text: '45.25' } },
      ageMs: 60_000,
    });
    expect(deribit.latest('deribit/eth')).toBeUndefined();
    deribit.close();
    await eventually(() => clock.waiting === 0);
  });

  test('are unknown when the answers stop', async () => {
    let isUp = true;
    server.answer = ({ path }) => {
      if (!isUp) return { status: 500, body: '' };
      const result = path.includes('volatility') ? ANSWERS.volatility : ANSWERS.options;
      return { status: 200, body: JSON.stringify({ result }) };
    };
    const { clock, log, options } = stage();
    const deribit = new Deribit({ ...options, currencies: ['BTC'] });
    deribit.start();
    await clock.pass(0);
    await eventually(() => log.events.length === 2);
    isUp = false;
    for (let minute = 0; minute < 10; minute++) await clock.pass(60_000);
    expect(deribit.latest('deribit/btc')?.ageMs).toBe(600_000);
    await clock.pass(1);
    expect(deribit.latest('deribit/btc')).toBeUndefined();
    deribit.close();
  });
});
