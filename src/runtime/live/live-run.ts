import type { JournalEntry } from '../../domain/journal-entry.ts';
import { ok, type Result } from '../../domain/result.ts';
import { NO_USD, type Usd } from '../../domain/units.ts';
import type { EngineState } from '../../engine/state.ts';
import type { Notice } from '../../polymarket/execution/notice.ts';
import type { SignOrder } from '../../polymarket/execution/order-sender.ts';
import type { Proof } from '../../polymarket/execution/shutdown.ts';
import type { TradingAccount } from '../../polymarket/orders/trading-account.ts';
import type { Address } from '../../polymarket/signing/address.ts';
import type { ApiCredentials } from '../../polymarket/signing/api-credentials.ts';
import type { Journal } from '../../ports/journal.ts';
import type { RunRecord } from '../../report/run-record.ts';
import type { KnownValue } from '../../screen/known-value.ts';
import type { Buckets } from '../../server/metrics/buckets.ts';
import type { FileJournal } from '../../store/journal/file-journal.ts';
import { backtest } from '../backtest.ts';
import type { LearnedKeeper } from '../learned/learned-keeper.ts';
import { openPositionsOf } from '../open-positions.ts';
import { LiveRecording, type LiveRecordingOptions } from '../record/live-recording.ts';
import { readRun } from '../replay/read-run.ts';
import { RecordedRun } from '../replay/recorded-run.ts';
import { RuledUniverse } from '../ruled-universe.ts';
import {
  heardOnly,
  type Session,
  type SessionOptions,
  sessionOn,
  simulatedExchange,
  toAll,
} from '../session.ts';
import type { Alarm } from '../supervise/alarm.ts';
import { type Stop, stopInOrder } from '../supervise/stop-in-order.ts';
import { StrategyAlarms } from '../supervise/strategy-alarms.ts';
import type { LoopHealth } from '../supervise/supervised-loop.ts';
import { beginLive } from './begin-live.ts';
import { DeskExchange } from './desk-exchange.ts';
import { expectedBalances, freeFunds } from './expected-balances.ts';
import { type FeedResumed, haltedFeedsOf, haltTeller, tellHalted } from './halted-feeds.ts';
import { hearingOf } from './held-markets.ts';
import type { Host } from './host-watch.ts';
import { standingToGoOn } from './kept-standing.ts';
import { type KillProof, killOnPaper } from './kill-on-paper.ts';
import { feeOfToken, listedToken, tokenInWords } from './listed-tokens.ts';
import { LiveDesk } from './live-desk.ts';
import { LiveSession } from './live-session.ts';
import type { LiveUniverse } from './live-universe.ts';
import { worthOf } from './opening-balances.ts';
import { riskTeller } from './risk-alarm.ts';
import { RunEntries } from './run-entries.ts';
import { type Switch, switchToPaper } from './switch-to-paper.ts';
import { tallyTeller } from './tally-teller.ts';
import { WalletEntries } from './wallet-entries.ts';
import { wholeDataset } from './whole-dataset.ts';

export type LiveOptions = {
  readonly recording: Omit<LiveRecordingOptions, 'listener'>;
  /** What it is worth is asked at the venue: capital and opening are not read. */
  readonly run: SessionOptions;
  readonly account: TradingAccount;
  readonly signer: Address;
  readonly credentials: ApiCredentials;
  readonly sign: SignOrder;
  readonly host: Host;
  /** Of this wallet alone; whoever opened it closes it. */
  readonly journal: FileJournal;
  /** Feeds that a person has looked at: what they decide is traded again. */
  readonly resume?: readonly string[];
  /** A person has looked at a kill of an earlier run: what is lost counts anew. */
  readonly resumeAfterKill?: boolean;
  /** Where what its strategies learn is kept; undefined: nowhere. */
  readonly learned?: LearnedKeeper | undefined;
  readonly charts: number;
  readonly onNotice: (notice: Notice | Alarm) => void;
  /** The venue is left for good: nothing may be signed any more, nor written for the wallet. */
  readonly onLeft?: () => Promise<void>;
  /** The program broke, or every strategy is given up: nothing new is sent any more. */
  readonly onFault: (error: unknown) => void;
};

/** How a live run ended. */
export type LiveEnd = {
  readonly proof: Proof;
  /** Undefined when nothing was heard of any market, or there is nothing to make it of. */
  readonly record: RunRecord | undefined;
  /** Why what was recorded is not all in the archive. */
  readonly untaken: string | undefined;
  /** What went wrong after the proof. */
  readonly troubles: readonly string[];
};

/** Strategies that trade real orders at the venue, or at an exchange on this machine. */
export class LiveRun {
  readonly recording: LiveRecording;
  readonly session: LiveSession<DeskExchange>;
  readonly desk: LiveDesk;
  readonly notices: (Notice | Alarm)[];
  readonly #options: LiveOptions;
  /** What it decides, for those that look on; all of it stands at {@link journalPath}. */
  readonly journal: RunEntries;
  readonly #written: RecordedRun;
  readonly #wallet: WalletEntries;
  readonly #run: SessionOptions;
  #switch: Promise<Switch> | undefined;
  #isEnding = false;

  private constructor(
    options: LiveOptions,
    parts: Pick<LiveRun, 'recording' | 'session' | 'desk' | 'notices'>,
    journals: Journals,
    run: SessionOptions,
  ) {
    this.recording = parts.recording;
    this.session = parts.session;
    this.desk = parts.desk;
    this.notices = parts.notices;
    this.#options = options;
    this.journal = journals.entries;
    this.#written = journals.written;
    this.#wallet = journals.wallet;
    this.#run = run;
  }

  /**
   * Follows every order of earlier runs to its end, asks what the wallet holds, then begins.
   * Refuses with `not_proven` where an earlier order's fate cannot be found out, `unsettled` while
   * the chain may still take a fill back, `other_strategies` where what is held is that of others,
   * `unreachable`, `balance_unknown` and `balance_moves`.
   */
  static async start(options: LiveOptions): Promise<Result<LiveRun>> {
    const { recording, journal, onFault } = options;
    const { venue } = recording;
    let written: RecordedRun | undefined;
    const notices: (Notice | Alarm)[] = [];
    const onNotice = (notice: Notice | Alarm) => {
      notices.push(notice);
      if (notices.length > NOTICES_MOST) notices.shift();
      written?.noticed(notice);
      options.onNotice(notice);
    };
    // The session is made of what the desk finds out first, and the desk tells the session.
    let session: LiveSession<DeskExchange> | undefined;
    const stateOf = () => session?.session.engine.state;
    const desk = new LiveDesk({
      ...options,
      venue,
      listed: (token) => listedToken(stateOf(), token),
      nameOf: (token) => tokenInWords(stateOf()?.markets ?? [], token),
      feeIn: (token) => feeOfToken(stateOf()?.markets ?? [], token),
      expected: () => expectedBalances(stateOf()),
      left: (token) => freeFunds(stateOf(), token),
      onAnswer: () => session?.answered(),
      onNotice,
      onFault,
    });
    try {
      const began = await beginLive(desk, options);
      if (!began.ok) {
        await abandon(desk);
        return began;
      }
      const { cash: capital, positions, markets, unchosen, tallies } = began.value;
      const haltedFeeds = resumeFeeds({ ...options, onNotice });
      const risk = standingToGoOn(journal, options, venue.clock.now(), onNotice);
      const firstOrder = desk.history.nextOrder;
      const opening = { positions, firstOrder, haltedFeeds, tallies, risk };
      const run = heardOnly({ ...options.run, capital, opening, unchosen });
      const entries = new RunEntries();
      written = await RecordedRun.begin('live', recording, run, onNotice);
      for (const notice of notices) written.noticed(notice);
      // To those that look on and to two files; orders are on the disk before they are sent.
      const names = run.strategies.map(({ name }) => name);
      const alarms = new StrategyAlarms(names, { onAlarm: onNotice, onAllGivenUp: onFault });
      const halts = haltTeller(() => session?.universe.markets ?? [], onNotice);
      const isOnPaper = () => session?.session.exchange.isOnPaper === true;
      const tell = tallyTeller(() => stateOf() as EngineState);
      const wallet = new WalletEntries({ journal, isOnPaper, ...tell, onFault });
      const risks = riskTeller(() => session?.universe.markets ?? [], onNotice);
      const learns = options.learned === undefined ? [] : [options.learned];
      const log = toAll(entries, wallet, written, alarms, halts, risks, ...learns);
      session = new LiveSession({
        open: (universe) => sessionAt(desk, universe, run, log),
        clock: venue.clock,
        onFault,
      });
      const hearing = hearingOf(recording, markets);
      const heard = await LiveRecording.start({ ...hearing, listener: written.besides(session) });
      const parts = { recording: heard, session, desk, notices };
      return ok(new LiveRun({ ...options, onNotice }, parts, { entries, written, wallet }, run));
    } catch (error) {
      await written?.breakOff();
      await abandon(desk);
      throw error;
    }
  }

  /**
   * Leaves the venue for the simulated exchange: the same strategies on the same market data. Live
   * again only by a new start. Where it cannot be proven that nothing is open, and once it was
   * stopped or killed, they stay paused.
   */
  toPaper(): Promise<Switch> {
    this.#switch ??= this.#leave();
    return this.#switch;
  }

  /** Keeps what its strategies have learned since the last time, as soon as it is due. */
  async keepLearned(): Promise<void> {
    await this.#options.learned?.keepDue(this.session.session.engine);
  }

  /** Keeps where the wallet stands against its limits of loss, if that has changed. */
  async keepStanding(): Promise<void> {
    this.#wallet.keepStanding(this.#options.recording.venue.clock.now());
  }

  get isOnPaper(): boolean {
    return this.session.session.exchange.isOnPaper;
  }

  async #leave(): Promise<Switch> {
    const { onLeft, onNotice, recording } = this.#options;
    const { clock } = recording.venue;
    const left = await switchToPaper({ ...this, clock, isEnding: () => this.#isEnding });
    if (!left.isOnPaper) return left;
    onNotice({ code: 'switched_to_paper', message: 'the venue is left: it trades on paper now' });
    try {
      await onLeft?.();
    } catch (error) {
      const message = `the key or the journal was not closed in good order: ${error}`;
      onNotice({ code: 'wallet_kept', message });
    }
    return left;
  }

  /** Takes everything out by all means, and proves it; to be followed by {@link stop}. */
  kill(): Promise<KillProof> {
    this.#isEnding = true;
    const { clock } = this.#options.recording.venue;
    return this.isOnPaper
      ? killOnPaper({ session: this.session, clock })
      : this.desk.execution.kill();
  }

  /**
   * Ends in the order that undoes the start, each part within its time: takes out its own
   * orders and proves it, then user channel and heartbeat, recording, journal. The report holds
   * the run against what a replay of the recording knows of its markets.
   */
  async stop(): Promise<LiveEnd> {
    this.#isEnding = true;
    const { execution } = this.desk;
    const { recording } = this.#options;
    const { machine } = recording.venue;
    const closeDesk = { name: 'the desk', withinMs: 10_000, stop: () => this.desk.close() };
    const troubles: string[] = [];
    let proof: Proof;
    try {
      // A desk that has left the venue proved it then, and has no business there any more.
      // One that broke off on the way proved nothing.
      const left = await this.#switch?.catch(() => undefined);
      proof = left?.isOnPaper === true ? left.proof : await execution.close();
    } finally {
      troubles.push(...(await stopInOrder(machine, [closeDesk])));
    }
    // Whatever happens to the rest, what was proven is told.
    const { universe, session } = this.session;
    const end = () => this.#written.end(session.engine, this.session.fault);
    const learned = async () => this.#options.learned?.keep(session.engine);
    const worth = async () => this.#wallet.keepStandingLast(recording.venue.clock.now());
    const rest: Stop[] = [
      { name: 'the recording', withinMs: TAKE_IN_MS, stop: () => this.recording.stop() },
      { name: 'what it is worth', withinMs: 10_000, stop: worth },
      { name: 'what was learned', withinMs: 10_000, stop: learned },
      { name: 'the journal of the run', withinMs: 30_000, stop: end },
    ];
    troubles.push(...(await stopInOrder(machine, rest)));
    const { untaken } = this.recording.venueRecorder.recorder;
    // Of a session that broke a replay breaks as well.
    const isTold =
      untaken === undefined && this.session.fault === undefined && universe.markets.length > 0;
    const trouble = (error: unknown) => void troubles.push(`the report: ${error}`);
    const made = isTold ? await this.#record().catch(trouble) : undefined;
    return { proof, record: made ?? undefined, untaken, troubles };
  }

  async #record(): Promise<RunRecord> {
    const { recording, charts } = this.#options;
    const { engine } = this.session.session;
    const journal = await this.#writtenEntries();
    const replayed = await backtest({
      ...this.#run,
      data: wholeDataset(recording),
      charts,
    });
    return {
      ...replayed,
      mode: 'live',
      hash: engine.log.digest(),
      journal,
      finalCash: engine.state.account.cash,
      openPositions: openPositionsOf(engine),
      assumptions: this.isOnPaper ? [ON_PAPER] : [],
    };
  }

  /** Where some could not be written, there is no report: its sums would be others. */
  async #writtenEntries(): Promise<readonly JournalEntry[]> {
    const read = await readRun(this.journalPath);
    if (!read.ok) throw new Error(read.message);
    const { length } = read.value.entries;
    const { count } = this.journal;
    if (length === count) return read.value.entries;
    throw new Error(`${this.journalPath} has ${length} of the ${count} entries of the run`);
  }

  /** Dollars and shares at what they cost: what a profit is held against. */
  get worthAtStart(): Usd {
    const { capital, opening } = this.#run;
    return worthOf(capital, opening?.positions ?? []);
  }

  /** Equity as it was known last, a second ago at most while it is; undefined: it never was. */
  get lastEquity(): KnownValue | undefined {
    return this.#written.lastEquity;
  }

  /** How long the disk took to keep its journal. */
  get syncs(): Buckets {
    return this.#written.syncs;
  }

  /** How the work behind it does. */
  get health(): readonly LoopHealth[] {
    return this.#written.health;
  }

  /** Where it writes down what it decides, to be replayed. */
  get journalPath(): string {
    return this.#written.path;
  }
}

type Journals = {
  readonly entries: RunEntries;
  readonly written: RecordedRun;
  readonly wallet: WalletEntries;
};

const ON_PAPER = {
  code: 'switched_to_paper',
  text:
    'The desk left the venue while it ran: orders and fills after that are those of the ' +
    'simulated exchange, and the money at the end is not what the wallet has.',
};

const NOTICES_MOST = 200;
/** What was heard is taken into the archive at the end: much of it takes minutes, ms. */
const TAKE_IN_MS = 600_000;

/** Orders go to the desk's venue; what they go to once it is left listens from the start. */
function sessionAt(
  { execution }: LiveDesk,
  universe: LiveUniverse,
  run: SessionOptions,
  log: Journal,
): Session<DeskExchange> {
  const ruled = new RuledUniverse(universe, run);
  const paper = simulatedExchange(ruled, { ...run, capital: NO_USD, opening: undefined });
  return sessionOn(new DeskExchange(execution, paper), ruled, universe, run, log);
}

/** What earlier runs have halted, but for what is resumed now: that is written down. */
function resumeFeeds({ journal, resume = [], recording, onNotice }: LiveOptions): string[] {
  const halted = haltedFeedsOf(journal);
  for (const feed of resume.filter((one) => halted.includes(one))) {
    const at = recording.venue.clock.now();
    journal.append({ kind: 'FeedResumed', at, feed } satisfies FeedResumed);
  }
  const left = halted.filter((feed) => !resume.includes(feed));
  tellHalted(left, onNotice);
  return left;
}

/** A start that came to no end leaves nothing behind that asks or sends. */
async function abandon(desk: LiveDesk): Promise<void> {
  desk.execution.abandon();
  await desk.close();
}
