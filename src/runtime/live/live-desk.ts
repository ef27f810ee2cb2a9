import type { TokenId } from '../../domain/ids.ts';
import type { Timestamp } from '../../domain/units.ts';
import type { VenueExecutionOptions } from '../../polymarket/execution/execution-options.ts';
import type { NoticeListener } from '../../polymarket/execution/notice.ts';
import { type OrderHistory, recover } from '../../polymarket/execution/order-history.ts';
import type { SignOrder } from '../../polymarket/execution/order-sender.ts';
import { VenueExecution } from '../../polymarket/execution/venue-execution.ts';
import { OrderBuilder } from '../../polymarket/orders/order-builder.ts';
import { randomSalt } from '../../polymarket/orders/random-salt.ts';
import type { TradingAccount } from '../../polymarket/orders/trading-account.ts';
import type { ClobDesk } from '../../polymarket/rest/clob-client.ts';
import type { Address } from '../../polymarket/signing/address.ts';
import type { ApiCredentials } from '../../polymarket/signing/api-credentials.ts';
import { UserChannel } from '../../polymarket/sockets/user-channel.ts';
import { readUserFrame, type UserMessage } from '../../polymarket/wire/user/user-frame.ts';
import type { Clock } from '../../ports/clock.ts';
import type { FileJournal } from '../../store/journal/file-journal.ts';
import type { Venue } from '../venue.ts';
import { type Host, type HostTrouble, HostWatch } from './host-watch.ts';

/** An order older than this from wish to POST is not sent, ms. */
const AGE_MS_MOST = 2_000;
const RECONCILE_MS = 30_000;

export type LiveDeskOptions = {
  readonly venue: Venue;
  readonly account: TradingAccount;
  /** The account whose key signs requests, for wallets too. */
  readonly signer: Address;
  readonly credentials: ApiCredentials;
  readonly sign: SignOrder;
  readonly host: Host;
  readonly journal: FileJournal;
  readonly listed: VenueExecutionOptions['listed'];
  readonly nameOf: (token: TokenId) => string | undefined;
  readonly feeIn: VenueExecutionOptions['feeIn'];
  readonly expected: VenueExecutionOptions['expected'];
  readonly left: VenueExecutionOptions['left'];
  readonly onAnswer: () => void;
  readonly onNotice: NoticeListener;
  readonly onFault: (error: unknown) => void;
};

/** Between an engine and the venue's order service: execution, heartbeat, user channel. */
export class LiveDesk {
  readonly execution: VenueExecution;
  readonly clob: ClobDesk;
  readonly channel: UserChannel<UserMessage>;
  readonly history: OrderHistory;
  readonly #notice: NoticeListener;
  readonly #clock: Clock;
  readonly #venue: Pick<Venue, 'orderAnswers'>;
  readonly #watch: HostWatch;

  constructor(options: LiveDeskOptions) {
    const { venue, account, credentials, journal, onFault } = options;
    this.#notice = options.onNotice;
    this.#clock = venue.clock;
    this.#venue = venue;
    this.history = recover(journal.records.map(({ value }) => value));
    this.clob = venue.clob.desk(options.signer, credentials, {
      onHeartbeat: (state) => this.execution.onHeartbeat(state),
      onFault,
    });
    const { host } = options;
    this.#watch = new HostWatch(host, venue.machine, (code, message) => this.#unfit(code, message));
    this.execution = new VenueExecution({
      ...this.clob,
      builder: new OrderBuilder(account, randomSalt),
      sign: options.sign,
      permit: () => this.#watch.permit(),
      signatureType: account.signatureType,
      wallet: account.maker,
      journal,
      history: this.history,
      listed: options.listed,
      nameOf: options.nameOf,
      feeIn: options.feeIn,
      expected: options.expected,
      left: options.left,
      clock: venue.clock,
      machine: venue.machine,
      venueNow: () => venue.venueClock.now(),
      random: venue.random,
      onAnswer: options.onAnswer,
      onNotice: (notice) => {
        if (notice.code === 'missed_fill') this.channel.renew(notice.message);
        this.#notice(notice);
      },
      onFault,
      ageMsMost: AGE_MS_MOST,
      reconcileEveryMs: RECONCILE_MS,
      haltOnForeign: true,
    });
    let connections = 0;
    this.channel = new UserChannel({
      url: venue.services.userSocket,
      clock: venue.clock,
      transport: venue.transport,
      random: venue.random,
      nextConnection: () => ++connections,
      credentials,
      markets: undefined,
      read: readUserFrame,
      sink: {
        frame: () => {},
        message: (message) => this.execution.onUserMessage(message),
        refused: ({ code, message }) =>
          this.#notice({ code: 'unreadable', message: `user channel: ${code}: ${message}` }),
        blind: () => this.execution.onBlind(),
        gap: () => this.execution.onGap(),
      },
      onFault,
    });
  }

  /** When the venue was heard last, its order service or its user channel; undefined: never. */
  get heardAt(): Timestamp | undefined {
    const { lastAt } = this.#venue.orderAnswers;
    const { lastActivity } = this.channel.evidence;
    return lastAt === undefined || (lastActivity ?? 0) > lastAt ? lastActivity : lastAt;
  }

  /** Hears of its orders, and keeps the venue's dead man's switch from now on. */
  start(): void {
    this.channel.start();
    this.clob.heartbeat.start();
    this.#watch.start();
  }

  /** To be called when the execution has ended: nothing is heard any more. */
  async close(): Promise<void> {
    this.#watch.stop();
    this.clob.heartbeat.stop();
    await this.channel.close();
  }

  /** What rests is taken out while we can; the venue does it when its heartbeats stop coming. */
  #unfit(code: HostTrouble, message: string): void {
    const { execution } = this;
    this.#notice({ code, message });
    if (code === 'lease_lost') execution.leave(message);
    else execution.cancelAll(undefined, this.#clock.now());
    // Whoever was away does not know what the venue has canceled meanwhile.
    if (code === 'loop_stalled') execution.reconcile();
  }
}
