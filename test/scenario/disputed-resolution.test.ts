// The venue proposes a winner, disputes it, proposes the other one, says half in the end and takes
// that back: what a desk makes of it that holds shares, over real HTTP, and what its recording
// replays.
import { expect, test } from 'vitest';
import type { StrategyIndex, TokenId, TokenIndex } from '../../src/domain/ids.ts';
import type { Shares, Timestamp, Usd } from '../../src/domain/units.ts';
import { newAccount } from '../../src/runtime/live/paper-account.ts';
import { paperDetailsOf } from '../../src/runtime/live/paper-details.ts';
import { PaperRun } from '../../src/runtime/live/paper-run.ts';
import { strategyRun } from '../support/backtest-options.ts';
import { eventually } from '../support/eventually.ts';
import { temporaryFolder } from '../support/imported.ts';
import { loopbackRecording } from '../support/loopback-recording.ts';
import { loopbackVenue } from '../support/loopback-venue.ts';

/** The window that is open now; the venue closes it before its time. */
const OPENED = Math.floor(Date.now() / 300_000) * 300;
const cash = 900_000_000 as Usd;

const row = (umaResolutionStatus: string, up: string, down: string) => ({
  closed: true,
  acceptingOrders: false,
  umaResolutionStatus,
  outcomePrices: JSON.stringify([up, down]),
});

/** What the venue says, one after the other; none of it is an end. */
const NO_END = {
  'nothing yet': row('initialized', '0.6', '0.4'),
  'Up is proposed': row('proposed', '1', '0'),
  'it is disputed': row('disputed', '1', '0'),
  'Down is proposed': row('proposed', '0', '1'),
  'it is final, at prices that are none': row('resolved', '0.9995', '0.0005'),
};

/** Ten shares of Up, bought for 4 dollars, and four of Down, for 3. */
const positions = [
  { token: `${OPENED}1` as TokenId, shares: 10_000_000 as Shares, cost: 4_000_000 as Usd },
  { token: `${OPENED}2` as TokenId, shares: 4_000_000 as Shares, cost: 3_000_000 as Usd },
].map((held) => ({
  ...held,
  market: `btc-updown-5m-${OPENED}`,
  strategy: 0 as StrategyIndex,
}));

async function holding() {
  const root = temporaryFolder();
  const loopback = await loopbackVenue();
  const faults: unknown[] = [];
  const notes: string[] = [];
  const paper = await PaperRun.start({
    mode: 'paper',
    account: { ...newAccount(cash), positions },
    recording: loopbackRecording({
      venue: loopback.venue,
      root,
      dataset: 'paper',
      onNews: (news) => void (news.kind === 'note' && notes.push(news.text)),
    }),
    run: strategyRun(root, 'do-nothing'),
    charts: 0,
    onAlarm: (alarm) => faults.push(alarm),
    onFault: (error) => faults.push(error),
  });
  const { engine } = paper.session.session;
  const of = (name: string) =>
    engine.state.markets.findIndex(({ slug }) => slug === name) as number;
  await eventually(() => of(`btc-updown-5m-${OPENED}`) >= 0);
  const market = of(`btc-updown-5m-${OPENED}`);
  /** The venue says something, and has been asked since, so often. */
  const say = async (says: Readonly<Record<string, unknown>>, times = 2) => {
    loopback.says.set(OPENED, says);
    const before = loopback.asked.filter((opens) => opens === OPENED).length;
    const conditionId = engine.state.markets[market]?.conditionId;
    await eventually(() => {
      const hint = { kind: 'MarketResolved', tsEvent: 1 as Timestamp, label: undefined } as const;
      if (conditionId === undefined) throw new Error('the market has no id');
      paper.recording.catalogue.hint({ ...hint, market: conditionId, winner: undefined });
      return loopback.asked.filter((opens) => opens === OPENED).length >= before + times;
    });
  };
  const profit = () =>
    [0, 1].map((outcome) => {
      const token = (market * 2 + outcome) as TokenIndex;
      return engine.state.account.position(token)?.realized;
    });
  return { paper, engine, say, profit, faults, notes };
}

test('nothing is profit or loss before the payout is final, and a half pays both', async () => {
  const { paper, engine, say, profit, faults, notes } = await holding();
  for (const [name, says] of Object.entries(NO_END)) {
    await say(says);
    expect([name, engine.state.account.cash, profit()]).toEqual([name, cash, [0, 0]]);
    expect(paperDetailsOf(paper).held).toMatchObject([
      { label: 'Up', shares: 10_000_000, cost: 4_000_000 },
      { label: 'Down', shares: 4_000_000, cost: 3_000_000 },
    ]);
  }
  expect(paper.journal.entries.some(({ kind }) => kind === 'MarketResolved')).toBe(false);

  // Final once, and before that is confirmed taken back: what was paid and recorded stays.
  await say(row('resolved', '0.5', '0.5'), 1);
  await say(row('resolved', '1', '0'));
  await eventually(() => paper.awaited.length === 0);
  await eventually(() => notes.some((text) => /takes its winner back/.test(text)));
  expect(engine.state.account.cash).toBe(cash + 7_000_000);
  expect(profit()).toEqual([1_000_000, -1_000_000]);
  expect(paper.journal.entries.at(-1)).toMatchObject({ kind: 'MarketResolved', payout: 500_000 });
  expect(faults).toEqual([]);
  expect(await paper.stop()).toMatchObject({ isRepeated: true });
}, 60_000);
