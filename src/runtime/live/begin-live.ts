import { ok, type Result, refuse } from '../../domain/result.ts';
import type { Usd } from '../../domain/units.ts';
import type { OpeningPosition } from '../../engine/opening.ts';
import type { OpeningTally } from '../../engine/tally.ts';
import type { NoticeListener } from '../../polymarket/execution/notice.ts';
import type { Start } from '../../polymarket/execution/start.ts';
import type { TradingAccount } from '../../polymarket/orders/trading-account.ts';
import type { FileJournal } from '../../store/journal/file-journal.ts';
import type { LearnedKeeper } from '../learned/learned-keeper.ts';
import type { LiveRecordingOptions } from '../record/live-recording.ts';
import type { SessionOptions } from '../session.ts';
import { type HeldMarket, tellUntraded, unchosenOf } from './held-markets.ts';
import type { LiveDesk } from './live-desk.ts';
import { openingBalances } from './opening-balances.ts';
import { openingHolds } from './opening-holds.ts';
import { heldByOthers, strategiesBegun } from './strategy-places.ts';
import { talliesBefore } from './tallies-before.ts';

type Parts = {
  readonly recording: Pick<LiveRecordingOptions, 'venue' | 'assets' | 'frames' | 'choice'>;
  readonly account: TradingAccount;
  readonly journal: FileJournal;
  readonly run: Pick<SessionOptions, 'strategies'>;
  readonly learned?: Pick<LearnedKeeper, 'awaited'> | undefined;
  readonly onNotice: NoticeListener;
};

/** What a live session begins with. */
export type LiveBeginning = {
  readonly cash: Usd;
  readonly positions: readonly OpeningPosition[];
  /** Those of what is held, and whose outcome is waited for: it has to hear of them. */
  readonly markets: readonly string[];
  /** Those of them in which nothing is held and that nobody chose: nothing is bought there. */
  readonly unchosen: readonly string[];
  readonly tallies: readonly OpeningTally[];
};

/** What the desk has to know before a session can begin. Refuses as {@link LiveRun.start} does. */
export async function beginLive(desk: LiveDesk, parts: Parts): Promise<Result<LiveBeginning>> {
  const { account, journal, onNotice } = parts;
  const { clob, gamma, clock } = parts.recording.venue;
  const version = await clob.state.version();
  if (version.kind !== 'ok')
    return refuse('unreachable', `no answer of the venue: ${version.kind}`);
  const wallet = { account: desk.clob.account, type: account.signatureType, clock, onNotice };
  // Says by which contracts the venue settles: no other is signed for.
  const first = await openingBalances(wallet, []);
  if (!first.ok) return first;
  desk.start();
  const started = await desk.execution.start();
  const unfit = whyNotBegun(started);
  if (unfit !== undefined) return unfit;
  const { holdings } = started;
  const holds = await openingHolds(wallet, gamma, holdings);
  if (!holds.ok) return holds;
  const { markets, open, closed, balances } = holds.value;
  tellUntraded([...new Set(holdings.map(({ token }) => token))], markets, onNotice);
  const strategies = parts.run.strategies.map(({ name }) => name);
  const others = heldByOthers(journal, desk.history, [...open, ...closed], strategies);
  if (others !== undefined) return others;
  const { cash } = balances;
  // What nobody trades any more is out until it is decided: by the journal, as it cannot be sold.
  const facts = new Map(
    markets.flatMap((market) => market.tokens.map((token) => [token, market.facts])),
  );
  const over = closed.map((holding) => ({ ...holding, isOver: true }));
  const positions = [...balances.positions, ...over].map((position) => ({
    ...position,
    facts: facts.get(position.token),
  }));
  const pays = new Map(markets.flatMap((market) => [...market.pays]));
  const ended = holdings.flatMap((holding) => {
    const paid = pays.get(holding.token);
    return paid === undefined ? [] : [{ ...holding, pays: paid }];
  });
  const now = clock.now();
  const found = { now, cash, positions, ended };
  const tallied = talliesBefore(journal, desk.history, strategies, found);
  // Whose the places are comes first: the tallies are by place.
  journal.append(strategiesBegun(strategies, now));
  journal.append(tallied);
  const awaited = parts.learned?.awaited ?? [];
  const namesOf = (state: HeldMarket['state']) =>
    markets.flatMap((market) => (market.state === state ? [market.slug] : []));
  const held = [...namesOf('open'), ...namesOf('closed')];
  const unheld = awaited.filter((market) => !held.includes(market));
  const unchosen = unchosenOf(parts.recording, unheld, now);
  return ok({
    cash,
    positions,
    markets: [...held, ...awaited],
    unchosen,
    tallies: tallied.tallies,
  });
}

function whyNotBegun({ isProven, unresolved, unsettled }: Start) {
  if (!isProven) {
    const count = unresolved.length;
    return refuse('not_proven', `what became of ${count} orders of earlier runs is not known`);
  }
  if (unsettled === 0) return undefined;
  return refuse('unsettled', `${unsettled} fills of earlier runs are not final on chain`);
}
