import type { VenueOrderId } from '../../domain/ids.ts';
import type { Timestamp } from '../../domain/units.ts';
import { gather } from '../rest/pages.ts';
import type { VenueOrder } from '../wire/venue-order.ts';
import type { BalanceCheck } from './balance-check.ts';
import type { DeskOrder } from './desk-order.ts';
import type { ForeignNews, ForeignOrder } from './foreign-news.ts';
import type { Interlock } from './interlock.ts';
import type { NoticeListener } from './notice.ts';
import type { OrderCancels } from './order-cancels.ts';
import type { OrderDesk } from './order-desk.ts';
import { DUST, type OrderLives } from './order-lives.ts';
import type { OrderLooks } from './order-looks.ts';
import type { TradeQuestions } from './trade-questions.ts';
import type { AccountAccess, HeartbeatAccess } from './venue-access.ts';
import type { VenueMode } from './venue-mode.ts';

type Parts = {
  readonly account: AccountAccess;
  readonly heartbeat: HeartbeatAccess;
  readonly desk: OrderDesk;
  readonly lives: OrderLives;
  readonly looks: OrderLooks;
  readonly cancels: OrderCancels;
  readonly trades: TradeQuestions;
  readonly balances: BalanceCheck;
  readonly interlock: Interlock;
  readonly mode: VenueMode;
  readonly notice: NoticeListener;
  readonly foreign: Pick<ForeignNews, 'order'>;
};

/**
 * Compares what the venue says with what we believe, and brings in what is missing. Nothing that is
 * not ours is ever taken for ours: it is told, once. Running it twice changes nothing.
 */
export class Reconciler {
  readonly #parts: Parts;
  readonly #foreign = new Set<VenueOrderId>();
  readonly #rose = new Set<VenueOrderId>();
  /** All matches up to a little after this are booked. */
  #tradesUntil: Timestamp;

  /** `since`: matches before it are of no interest. */
  constructor(parts: Parts, since: Timestamp) {
    this.#parts = parts;
    this.#tradesUntil = since;
  }

  /** An order that no journal of ours knows. */
  foreignOrder(order: ForeignOrder): void {
    // How many there are the next comparison counts; until then there is one at least.
    const { interlock } = this.#parts;
    interlock.foreignOrders = Math.max(1, interlock.foreignOrders);
    if (this.#foreign.has(order.order)) return;
    this.#foreign.add(order.order);
    this.#parts.foreign.order(order);
  }

  /** One comparison. False: the venue did not tell all of it. `now`: when it begins. */
  async run(now: Timestamp): Promise<boolean> {
    const { interlock, heartbeat, mode, account, notice } = this.#parts;
    const { owed } = interlock;
    const { restarts } = mode;
    const beats = heartbeat.state;
    // What happens while it is asked is not what is asked about.
    const before = this.#parts.desk.live.filter(({ state }) => state !== 'intended');
    const sending = new Set(before.filter(({ state }) => state === 'sending'));
    const { rows, refused, failure } = await gather(account.openOrders());
    if (failure !== undefined) mode.heard(failure);
    if (refused > 0) {
      notice({ code: 'unreadable', message: `${refused} open orders cannot be read` });
    }
    if (failure !== undefined) return false;
    this.#compare(rows, before, sending);
    // Ours are looked at by hash where they are missing; what cannot be read may be anybody's.
    interlock.foreignOrders += refused;
    const { isWhole, missed } = await this.#parts.trades.since(this.#tradesUntil);
    if (!isWhole) return false;
    // A row that cannot be read does not stop us for ever: what an order of ours has matched is
    // held against what is booked of it, order by order.
    this.#tradesUntil = now;
    if (missed > 0 && !interlock.isBlind && !interlock.isOwing) {
      notice({ code: 'missed_fill', message: `${missed} fills were told by REST alone` });
    }
    await this.#parts.balances.run();
    interlock.paid(owed);
    mode.verified(restarts);
    if (beats.kind === 'unreconciled') heartbeat.reconciled(beats.loss);
    return true;
  }

  #compare(
    rows: readonly VenueOrder[],
    before: readonly DeskOrder[],
    sending: ReadonlySet<DeskOrder>,
  ): void {
    const { desk, lives, looks, interlock } = this.#parts;
    const open = new Set(rows.map(({ order }) => order));
    let foreign = 0;
    for (const row of rows) {
      const order = desk.byHash(row.order);
      if (order?.isOver) {
        if (!before.includes(order)) this.#risen(row.order);
      } else if (order !== undefined) this.#isOpen(order, row);
      else if (desk.isOurs(row.order)) this.#risen(row.order);
      else {
        foreign++;
        this.foreignOrder(row);
      }
    }
    interlock.foreignOrders = foreign;
    for (const order of before) {
      const isMissing = !open.has(order.id) && !sending.has(order) && !order.isOver;
      order.isMissing = isMissing;
      if (isMissing) looks.soon(order, 0);
      else if (order.ending !== undefined) lives.tryEnd(order);
    }
  }

  #isOpen(order: DeskOrder, row: VenueOrder): void {
    const { lives, looks, cancels } = this.#parts;
    lives.placed(order);
    if (row.sizeMatched >= order.filled + DUST) looks.soon(order, 0);
    cancels.trySend(order);
  }

  /** Open, and to us it was over: canceled again, and told when that was not enough. */
  #risen(id: VenueOrderId): void {
    const message = 'an order is open that was over, or thought never to have been placed';
    if (this.#rose.has(id)) this.#parts.notice({ code: 'risen_order', message, order: id });
    this.#rose.add(id);
    this.#parts.cancels.again(id);
  }
}
