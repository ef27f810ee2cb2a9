// A strategy on paper over real sockets on loopback, and the backtest of what was recorded.
import { expect, test } from 'vitest';
import { strategyRun } from '../../../test/support/backtest-options.ts';
import { eventually } from '../../../test/support/eventually.ts';
import { temporaryFolder } from '../../../test/support/imported.ts';
import { loopbackVenue } from '../../../test/support/loopback-venue.ts';
import { bookFrame } from '../../../test/support/market-frames.ts';
import { PaperRun } from './paper-run.ts';

test('trades on live books, and its recording backtests to the same decisions', async () => {
  const root = temporaryFolder();
  const { venue, market } = await loopbackVenue();
  const faults: unknown[] = [];
  const paper = await PaperRun.start({
    recording: {
      venue,
      root,
      dataset: 'paper',
      assets: ['btc'],
      frames: ['5m'],
      feeds: [],
      credentials: undefined,
      keepFramesMs: undefined,
      userAgent: 'polydesk-test/1',
      onNews: () => {},
    },
    run: strategyRun(root, 'random', {
      intervalMs: '100',
      size: '6',
      holdLast: '0',
      flatLast: '0',
    }),
    charts: 0,
    onFault: (error) => faults.push(error),
  });
  const { engine } = paper.session.session;
  const tokens = () => [...market.books.keys()];
  await eventually(() => tokens().length >= 4 && engine.state.markets.length >= 2);
  const moving = setInterval(() => {
    const cents = 40 + (Date.now() % 10);
    for (const [i, token] of tokens().entries()) {
      if (i % 2 === 1) continue;
      const sketch = { bids: [[`0.${cents}`, '50']], asks: [[`0.${cents + 1}`, '50']] } as const;
      market.publish(token, bookFrame({ token, ms: Date.now(), ...sketch }));
    }
  }, 40);
  await eventually(() => engine.state.newestFill >= 5);
  clearInterval(moving);
  const end = await paper.stop();
  expect(faults).toEqual([]);
  expect(end?.record).toMatchObject({ mode: 'paper', sources: [{ provenance: 'simulated' }] });
  expect(end?.record.journal).toEqual(paper.journal.entries);
  expect(end).toMatchObject({ isRepeated: true, hash: engine.log.digest() });
}, 20_000);
