import type { Approved, ChangeSets, SubmitOrder } from '../../domain/command.ts';
import type { ExchangeAnswer } from '../../domain/event.ts';
import { type ClientOrderId, type MarketIndex, marketOf } from '../../domain/ids.ts';
import type { Result } from '../../domain/result.ts';
import type { Tape } from '../../domain/tape.ts';
import { NO_USD, type Timestamp } from '../../domain/units.ts';
import type { Execution } from '../../ports/execution.ts';
import type { HeartbeatState } from '../rest/heartbeat-keeper.ts';
import type { UserMessage } from '../wire/user/user-frame.ts';
import { type Desk, wireDesk } from './desk.ts';
import type { VenueExecutionOptions } from './execution-options.ts';
import { CLOSE_WITHIN_MS, KILL_WITHIN_MS, type Proof } from './shutdown.ts';
import { type Start, startDesk } from './start.ts';
import type { VenueModeName } from './venue-mode.ts';

/**
 * The venue behind the engine's port. Intents are written down before they are sent, each is sent
 * once, what is unknown is asked for by its hash, and every match is booked once.
 */
export class VenueExecution implements Execution {
  readonly #desk: Desk;
  readonly #options: VenueExecutionOptions;
  #endings = 0;

  constructor(options: VenueExecutionOptions) {
    this.#options = options;
    this.#desk = wireDesk({
      ...options,
      onFault: (error) => {
        this.#desk.interlock.close('a fault of the program: see its log');
        options.onFault(error);
      },
    });
  }

  /** Whether a new order would be sent now, and why not. */
  mayPost(postOnly = false): Result<void> {
    return this.#desk.interlock.mayPost(postOnly);
  }

  get mode(): VenueModeName {
    return this.#desk.mode.name;
  }

  /** How many orders there are of which nobody knows whether the venue has them. */
  get unknownOrders(): number {
    return this.#desk.desk.live.filter(({ state }) => state === 'unknown').length;
  }

  get nextDue(): Timestamp {
    return this.#desk.answers.nextDue;
  }

  poll(until: Timestamp): ExchangeAnswer | undefined {
    return this.#desk.answers.poll(until);
  }

  /** The venue sees its market itself. */
  onRow(_tape: Tape, _row: number): void {}

  submit(order: Approved<SubmitOrder>, _now: Timestamp): void {
    this.#desk.sender.submit(order);
  }

  cancel(client: ClientOrderId, _now: Timestamp): void {
    const { desk, sender, cancels, answers } = this.#desk;
    if (sender.withdraw(client)) return;
    const order = desk.byClient(client);
    if (order !== undefined && !order.isOver) {
      cancels.want(order, 'asked');
      return;
    }
    answers.say({ kind: 'CancelRejected', order: client, code: 'not_open' }, undefined);
  }

  /** The venue's name of an order of this run, and whether nobody knows if it is there. */
  whereIs(client: ClientOrderId): { readonly id: string; readonly isUnknown: boolean } | undefined {
    const order = this.#desk.desk.byClient(client);
    return order && { id: order.id, isUnknown: order.state === 'unknown' };
  }

  /** What is refused costs nothing. */
  readonly setGas = NO_USD;

  /** No transaction is sent to the chain yet: nothing is promised that cannot be done. */
  changeSets({ id, direction, market }: Approved<ChangeSets>, _now: Timestamp): void {
    const message =
      `cannot ${direction} sets of market ${market}: this desk sends nothing to the chain yet. ` +
      "Do it by hand at the venue's page between runs, or run the strategy on paper";
    const refused = {
      kind: 'SetsRefused',
      change: id,
      code: 'chain_unavailable',
      message,
    } as const;
    this.#desk.answers.say(refused, undefined);
  }

  /** Everything of ours; what others sent with this key is not touched. */
  cancelAll(market: MarketIndex | undefined, _now: Timestamp): void {
    const { desk, sender, cancels } = this.#desk;
    sender.withdrawAll(market);
    for (const order of desk.live) {
      const isMeant = market === undefined || (order.own && marketOf(order.own.index) === market);
      if (isMeant) cancels.want(order, 'swept');
    }
  }

  /**
   * Finds out what became of the orders of earlier runs, cancels those that are open, and compares
   * everything. Before that nothing new is sent.
   */
  start(): Promise<Start> {
    return startDesk(this.#desk, this.#options);
  }

  /** What the user channel delivers; the other words of its sink are the next two. */
  onUserMessage(message: UserMessage): void {
    this.#desk.news.take(message);
  }

  /** The user channel has broken off. */
  onBlind(): void {
    this.#desk.interlock.blind();
  }

  /** It is open (again): what happened meanwhile is asked for before anything new is sent. */
  onGap(): void {
    this.#desk.interlock.heard();
    this.#desk.rounds.soon();
  }

  /** Of the heartbeat that the options name. */
  onHeartbeat(state: HeartbeatState): void {
    if (state.kind !== 'unreconciled') return;
    this.#desk.interlock.owe();
    this.#desk.rounds.soon();
  }

  /** Something makes what we believe doubtful: compare now. */
  reconcile(): void {
    this.#desk.interlock.owe();
    this.#desk.rounds.soon();
  }

  /** Another desk has the wallet: what is ours is taken out by name, and nothing sent any more. */
  leave(why: string): void {
    const { interlock, shutdown } = this.#desk;
    interlock.close(why);
    shutdown.isFenced = true;
    this.cancelAll(undefined, this.#options.clock.now());
  }

  /** The calm end: nothing new, what is its own canceled, that proven, the journal on the disk. */
  close(withinMs: number = CLOSE_WITHIN_MS): Promise<Proof> {
    this.#desk.interlock.close('the desk is closing');
    return this.#end(false, withinMs);
  }

  /** Of everything of the key, by all means: the heartbeat is stopped when a cancel of it fails. */
  kill(withinMs: number = KILL_WITHIN_MS): Promise<Proof> {
    this.#desk.interlock.close('the desk was killed');
    return this.#end(true, withinMs);
  }

  /** Asks and sends nothing any more, and proves nothing: of a start that came to no end. */
  abandon(): void {
    this.#desk.interlock.close('the desk was abandoned');
    this.#desk.rounds.close();
    this.#desk.looks.close();
    this.#desk.funds.close();
    this.#desk.cancels.close();
    this.#desk.foreign.close();
  }

  /** A kill may come while it closes: what either asks goes on until both are done. */
  async #end(isKill: boolean, withinMs: number): Promise<Proof> {
    this.#endings++;
    try {
      return await this.#desk.shutdown.run(isKill, withinMs);
    } finally {
      this.#endings--;
      if (this.#endings === 0) this.abandon();
    }
  }
}
