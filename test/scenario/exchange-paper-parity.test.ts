// A strategy on paper, recorded on the local exchange with its inhabitants, over real sockets and
// in real time: the backtest of the recording decides the same.

import { expect, test } from 'vitest';
import { PaperRun } from '../../src/runtime/live/paper-run.ts';
import { fatesOf } from '../../src/runtime/replay/decision.ts';
import { openVenue } from '../../src/runtime/venue.ts';
import { strategyRun } from '../support/backtest-options.ts';
import { eventually } from '../support/eventually.ts';
import { temporaryFolder } from '../support/imported.ts';
import { serveExchange } from '../support/local-exchange.ts';
import { loopbackRecording } from '../support/loopback-recording.ts';
import { replayOf } from '../support/replayed.ts';

const ENOUGH_FILLS = 25;

test('a paper run on the exchange is repeated by its recording', async () => {
  const { exchange, services, faults } = await serveExchange({
    frames: ['5m'],
    tradesPerMinute: 60,
  });
  const parameters = { intervalMs: '100', size: '6', holdLast: '0', flatLast: '0' };
  const paper = await PaperRun.start({
    mode: 'paper',
    recording: loopbackRecording({
      venue: openVenue(services),
      root: temporaryFolder(),
      dataset: 'paper',
    }),
    run: strategyRun('', 'random', parameters),
    charts: 0,
    onAlarm: (alarm) => faults.push(alarm),
    onFault: (error) => faults.push(error),
  });
  const { engine } = paper.session.session;
  await eventually(() => engine.state.newestFill >= ENOUGH_FILLS);
  const end = await paper.stop();
  await exchange.stop();
  expect(faults).toEqual([]);
  expect(end?.record).toMatchObject({ mode: 'paper', sources: [{ provenance: 'simulated' }] });
  expect(end?.record.journal).toEqual(paper.journal.entries);
  expect(end).toMatchObject({ isRepeated: true, hash: engine.log.digest() });

  const { run, replayed } = await replayOf(paper.journalPath);
  expect(run).toMatchObject({ begun: { mode: 'paper' }, ended: { hash: end?.hash } });
  expect(replayed).toMatchObject({ isSame: true, hash: end?.hash, changes: [], fault: undefined });
  expect(run.entries).toEqual(paper.journal.entries);
  expect(replayed.decisions.some((one) => fatesOf(one).includes('filled'))).toBe(true);
}, 60_000);
