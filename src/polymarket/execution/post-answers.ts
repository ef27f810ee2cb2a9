import { isImmediate } from '../../domain/order.ts';
import { NO_SHARES } from '../../domain/units.ts';
import { type VenueOutcome, whetherDone } from '../rest/outcome.ts';
import type { TakenOrder } from '../rest/posted.ts';
import { fundsShortage } from '../wire/funds-shortage.ts';
import type { DeskOrder } from './desk-order.ts';
import type { FillBook } from './fill-book.ts';
import { type FundsHold, spendingOf } from './funds-hold.ts';
import type { NoticeListener } from './notice.ts';
import { GRACE_MS, type OrderCancels } from './order-cancels.ts';
import type { OrderLives } from './order-lives.ts';
import type { OrderLooks } from './order-looks.ts';
import { NO_MATCH, refusedEnding, unfilled } from './outcome-words.ts';

type Parts = {
  readonly lives: OrderLives;
  readonly looks: OrderLooks;
  readonly cancels: OrderCancels;
  readonly fills: FillBook;
  readonly funds: FundsHold;
  readonly notice: NoticeListener;
};

/** What the answer to a POST makes of its order. */
export class PostAnswers {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** One answer to a POST, or one leg of it. */
  heard(order: DeskOrder, outcome: VenueOutcome<TakenOrder>): void {
    switch (outcome.kind === 'ok' ? 'done' : whetherDone(outcome)) {
      case 'done':
        if (outcome.kind === 'ok') this.#taken(order, outcome.value);
        return;
      case 'unknown':
        this.unclear(order);
        return;
      case 'notDone':
        if (outcome.kind !== 'ok') this.#refused(order, outcome);
    }
  }

  #refused(order: DeskOrder, outcome: Exclude<VenueOutcome<TakenOrder>, { kind: 'ok' }>): void {
    const { lives, notice } = this.#parts;
    // The venue has this very hash: it was not sent twice by us, so somebody repeated the request.
    const isThere = outcome.kind === 'refused' && outcome.error.code === 'duplicate_order';
    if (isThere) {
      this.unclear(order);
      return;
    }
    if (order.isAccepted) {
      const message = `its POST was answered with ${outcome.kind}, the venue spoke of it before`;
      notice({ code: 'contradiction', message, order: order.id });
      this.unclear(order);
      return;
    }
    if (outcome.kind === 'refused' && outcome.error.code === 'not_enough_balance') {
      this.#tooLittle(order, outcome.error.text);
      return;
    }
    lives.finish(order, refusedEnding(outcome));
  }

  #tooLittle(order: DeskOrder, text: string): void {
    const { lives, fills, funds } = this.#parts;
    const told = fundsShortage(text);
    // It counts matches as open of which none is: that does not end by itself.
    const isPhantom = told === 'balance_in_matches' && fills.unsettled.length === 0;
    const code = isPhantom ? 'phantom_lock' : told;
    funds.refused(spendingOf(order), code, text);
    lives.finish(order, { kind: 'rejected', code, message: text });
  }

  #taken(order: DeskOrder, taken: TakenOrder): void {
    const { lives, looks, fills, funds, notice } = this.#parts;
    if (order.isOver) return;
    if (taken.order !== order.id) {
      const message = `the venue calls it ${taken.order}: one of us computes another hash`;
      notice({ code: 'contradiction', message, order: order.id });
      this.unclear(order);
      return;
    }
    const { terms } = order.intent;
    if (taken.outcome === 'killed') {
      const ending = taken.error.code === 'fak_not_matched' ? NO_MATCH : unfilled('FOK');
      lives.ends(order, { ending, matched: NO_SHARES, wasPlaced: false });
      looks.soon(order, GRACE_MS);
      return;
    }
    funds.taken(spendingOf(order));
    fills.awaitNamed(order, taken.trades);
    switch (taken.status.code) {
      case 'live':
        this.#resting(order, taken);
        return;
      case 'matched':
        lives.placed(order);
        looks.soon(order, GRACE_MS);
        return;
      case 'unmatched':
        if (!isImmediate(terms)) lives.placed(order);
        this.unclear(order);
        return;
      case 'delayed':
      case 'unknown':
        // Taken, and not placed yet: the venue looks at it again after its delay.
        this.unclear(order);
        return;
    }
  }

  #resting(order: DeskOrder, { trades }: Extract<TakenOrder, { outcome: 'accepted' }>): void {
    const { lives, looks } = this.#parts;
    lives.placed(order);
    if (isImmediate(order.intent.terms) || trades.length > 0) looks.soon(order, GRACE_MS);
  }

  /** Neither yes nor no: asked for by its hash from now on. */
  unclear(order: DeskOrder): void {
    const { looks, cancels } = this.#parts;
    if (order.isOver) return;
    order.move('unclear');
    looks.soon(order, GRACE_MS);
    cancels.trySend(order);
  }
}
