import { AnswerQueue } from './answer-queue.ts';
import { BalanceCheck } from './balance-check.ts';
import { DeskJournal } from './desk-journal.ts';
import type { VenueExecutionOptions } from './execution-options.ts';
import { FillBook } from './fill-book.ts';
import { Interlock } from './interlock.ts';
import { OrderCancels } from './order-cancels.ts';
import { OrderDesk } from './order-desk.ts';
import { OrderLives } from './order-lives.ts';
import { OrderLooks } from './order-looks.ts';
import { OrderSender } from './order-sender.ts';
import { PostAnswers } from './post-answers.ts';
import { ReconcileRounds } from './reconcile-rounds.ts';
import { Reconciler } from './reconciler.ts';
import { SettlementWatch } from './settlement-watch.ts';
import { Shutdown } from './shutdown.ts';
import { earlierOrder } from './start.ts';
import { TradeQuestions } from './trade-questions.ts';
import { UserNews } from './user-news.ts';
import { VenueMode } from './venue-mode.ts';

/** The parts of the execution, put together. */
export type Desk = ReturnType<typeof wireDesk>;

export function wireDesk(options: VenueExecutionOptions) {
  const { clock, history, onNotice: notice, heartbeat } = options;
  const desk = new OrderDesk(history.orders);
  const answers = new AnswerQueue(clock, options.onAnswer);
  const journal = new DeskJournal(options.journal, ({ code, message }) =>
    notice({ code: code as 'journal_failed', message }),
  );
  const mode = new VenueMode(clock, () => {
    interlock.owe();
    rounds.soon();
  });
  const interlock = new Interlock({
    journal,
    mode,
    heartbeat,
    haltOnForeign: options.haltOnForeign,
    earlierOrders: () => desk.earlierCount,
  });
  const lives = new OrderLives({
    desk,
    answers,
    journal,
    clock,
    notice,
    onPlaced: (order) => cancels.trySend(order),
  });
  const fills = new FillBook(
    (id) => desk.isOurs(id),
    {
      fill: (part, trade, fill, at) => lives.fill(part, trade, fill, at),
      moved: (fill, status, at) => lives.settled(fill, status, at),
      foreign: ({ trade }) => reconciler.foreignTrade(trade),
      contradiction: ({ order }, { trade, status }) => {
        const message = `a match that was final is said to be ${status.text}`;
        notice({ code: 'contradiction', message, order, trade });
      },
    },
    history.lastFill,
  );
  for (const fill of history.fills) fills.restore(fill);
  // Before anything is heard: what comes of them is theirs from the first word on.
  for (const open of history.open) desk.add(earlierOrder(open));
  // So the holdings of the history go on to be those of the journal, until the start is done.
  journal.onRecord = (record) => history.take(record);
  const shared = { ...options, desk, lives, mode, notice, interlock, fills, journal, answers };
  const trades = new TradeQuestions(shared);
  const looks = new OrderLooks({ ...shared, trades, cancels: () => cancels });
  const cancels = new OrderCancels({ ...shared, look: (order, inMs) => looks.soon(order, inMs) });
  const since = history.tradesFrom ?? clock.now();
  const balances = new BalanceCheck(shared);
  const reconciler = new Reconciler({ ...shared, looks, cancels, trades, balances }, since);
  const settlements = new SettlementWatch(fills, trades);
  const rounds = new ReconcileRounds({
    ...shared,
    reconciler,
    settlements,
    everyMs: options.reconcileEveryMs,
  });
  const posts = new PostAnswers({ ...shared, looks, cancels });
  const sender = new OrderSender({ ...shared, posts });
  const news = new UserNews({ ...shared, looks, reconciler });
  const shutdown = new Shutdown({ ...shared, cancels });
  return {
    desk,
    answers,
    journal,
    mode,
    interlock,
    lives,
    fills,
    looks,
    cancels,
    rounds,
    sender,
    news,
    shutdown,
  };
}
