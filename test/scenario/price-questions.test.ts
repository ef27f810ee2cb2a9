// The directional strategy on the engine: from a question's words to an order, and out again.
import { expect, test } from 'vitest';
import type { StrategyIndex } from '../../src/domain/ids.ts';
import type { Market } from '../../src/domain/market.ts';
import { SCALE } from '../../src/domain/units.ts';
import { cryptoDirectional } from '../../src/strategies/crypto-directional/strategy.ts';
import { at } from '../support/a-market.ts';
import { fillEverything, openMarket, sent, stage } from '../support/engine-stage.ts';
import { bookAt, type Message, referenceAt, resolveAt } from '../support/tape-builder.ts';

const MINUTE = 60;
const asking = (question: string): Market =>
  openMarket({ slug: question, question, labels: ['Yes', 'No'] });

function strategy(changes: Record<string, number | string>) {
  const defaults = Object.entries(cryptoDirectional.parameters).map(([name, spec]) => [
    name,
    spec.default,
  ]);
  return cryptoDirectional.create({ ...Object.fromEntries(defaults), ...changes }, 1);
}

/** Bitcoin at 100,000 dollars, up and down by one part in 400, every minute of a stretch. */
function spots(from: number, to: number): Message[] {
  const messages: Message[] = [];
  for (let minute = from; minute < to; minute++) {
    const dollars = minute % 2 === 0 ? 100_000 : 100_250;
    messages.push(referenceAt(at(minute * MINUTE), dollars * SCALE));
  }
  return messages;
}

const quoted = (minute: number, bid: number, ask: number, market = 0) =>
  bookAt(at(minute * MINUTE), [[bid, 10_000]], [[ask, 10_000]], { market });

function run(isPaused: boolean) {
  const above = asking('Will the price of Bitcoin be above $100,000 on April 15 at 12PM ET?');
  const soon = asking('Will Bitcoin reach $150,000 in April?');
  const windows = asking('Bitcoin Up or Down on April 15?');
  const played = stage([strategy({ mode: 'take', sampleSeconds: 60 })], {
    markets: [above, soon, windows],
    feeds: ['binance/btcusdt'],
  });
  fillEverything(played.exchange);
  const { play, engine } = played;
  play(quoted(0, 38, 40), quoted(0, 38, 40, 1), ...spots(0, 50));
  // At the second round after the thirtieth return, the larger edge first.
  const bought = sent(played.exchange.requests).map(({ terms }) => `${terms.side} ${terms.token}`);
  if (isPaused) engine.onCommand({ kind: 'Pause', strategy: undefined }, at(50 * MINUTE));
  play(quoted(51, 20, 22), ...spots(52, 60));
  return { ...played, bought };
}

test('buys what the question is worth, and sells at a loss of 15 points, paused or not', () => {
  for (const isPaused of [false, true]) {
    const { bought, exchange, journal } = run(isPaused);
    expect(bought).toEqual(['buy 3', 'buy 0']);
    const last = sent(exchange.requests).at(-1);
    expect(last?.reason.code).toBe('stop_loss');
    expect(last?.terms).toMatchObject({ side: 'sell', token: 0, price: 200_000 });
    expect(journal.filter(({ kind }) => kind === 'StrategyHalted')).toEqual([]);
  }
});

test('forecasts of each question by its own model, of windows nothing', () => {
  const forecasts = run(false).journal.filter((entry) => entry.kind === 'Forecasted');
  const models = new Set(forecasts.map(({ market, model }) => `${market} ${model}`));
  expect([...models].sort()).toEqual(['0 btc terminal', '1 btc touch']);
});

test('looks back at what it has bought and sold, once the chain and the venue have spoken', () => {
  const { engine, play, until, journal } = run(false);
  const told = () => engine.memoryFactsOf(0 as StrategyIndex)?.lines.slice(1);
  expect(told()).toContain('own trades: 1 closed, 1 open');
  // Where it had bought No. Of the other, which it sold at a loss, the outcome comes later.
  play(resolveAt(at(90 * MINUTE), 0, { market: 1 }));
  const decisions = journal.length;
  until(at(6 * 60 * MINUTE));
  expect(told()).toContain('own trades: 2 closed, 0 open');
  expect(told()?.join('; ')).toMatch(/18:00 UTC, the last 2 closed trades: 1 won/);
  expect(told()?.join('; ')).toMatch(/of 1 decided it had said: .* came 1.00/);
  play(resolveAt(at(7 * 60 * MINUTE), SCALE));
  until(at(12 * 60 * MINUTE));
  expect(told()?.join('; ')).toMatch(/of 2 decided it had said: /);
  // At 0.40 bought, at 0.20 sold, and it came true.
  expect(told()).toContainEqual(
    expect.stringMatching(/^1 of them sold before the end: -\d+\.\d+ /),
  );
  // Nothing was decided by it.
  const kinds = new Set(journal.slice(decisions).map(({ kind }) => kind));
  expect([...kinds].sort()).toEqual(['MarketClosed', 'MarketResolved', 'Skipped']);
});
