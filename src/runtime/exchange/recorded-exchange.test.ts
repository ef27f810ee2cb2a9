// A recording over real sockets: what clients of the venue see of it.
import { expect, test } from 'vitest';
import { archived, time, twoViews } from '../../../test/support/archived.ts';
import { eventually } from '../../../test/support/eventually.ts';
import { temporaryFolder } from '../../../test/support/imported.ts';
import { FREE } from '../../domain/fee.ts';
import type { Shares } from '../../domain/units.ts';
import { exchangeStatusOf } from './exchange-status.ts';
import { openRecordedExchange } from './open-exchange.ts';

test('its market, book, last trade and winner are those of the recording', async () => {
  const root = temporaryFolder();
  await archived(root, 'made-up', twoViews);
  const everything = { datasets: undefined, markets: undefined, assets: undefined };
  const data = { root, ...everything, categories: undefined, from: undefined, to: undefined };
  const faults: unknown[] = [];
  const rules = { fee: FREE, takerDelayMs: undefined, minimumSize: 7_000_000 as Shares };
  const exchange = await openRecordedExchange(
    { port: 0, ownPorts: { gamma: 0 }, speed: 200, data: { ...data, completeOnly: false }, rules },
    (error) => faults.push(error),
    (error) => faults.push(error),
  );
  const ask = async (path: string) => (await fetch(`${exchange.base}${path}`)).json();
  try {
    expect(exchange.venue.now()).toBeGreaterThanOrEqual(time(0));
    await eventually(() => exchange.venue.now() > time(120));
    expect(exchange.assumptions.map(({ code }) => code)).toEqual([
      'fee_override',
      'taker_delay',
      'minimum_size_override',
    ]);
    const [token] = exchange.venue.markets.at(0).listing.market.tokens;
    expect(await ask(`/book?token_id=${token}`)).toMatchObject({
      bids: [{ size: '0.000005' }],
      min_order_size: '7',
      last_trade_price: expect.stringMatching(/^0\.[45]/),
    });
    await eventually(() => exchange.driver.isOver);
    const { slug } = exchange.venue.markets.at(0);
    const { gamma, data: wallets } = exchangeStatusOf(exchange).services;
    expect(wallets).toBe(`${exchange.base}/data-api`);
    expect(gamma).not.toContain(exchange.base);
    const told = await ask(`/gamma/markets/slug/${slug}`);
    expect(await (await fetch(`${gamma}/markets/slug/${slug}`)).json()).toEqual(told);
    expect(told).toMatchObject({
      slug: 'btc-x',
      closed: true,
      outcomePrices: '["1", "0"]',
      description: expect.stringContaining('invented: condition, tokens, names of the outcomes'),
    });
    expect(exchangeStatusOf(exchange)).toMatchObject({
      provenance: 'simulated',
      resolvedMarkets: 1,
      recording: { isOver: true, late: 0 },
    });
    expect(faults).toEqual([]);
  } finally {
    await exchange.stop();
  }
}, 20_000);
