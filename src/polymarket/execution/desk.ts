import type { VenueOrderId } from '../../domain/ids.ts';
import type { Refusal } from '../../domain/result.ts';
import type { VenueTrade } from '../wire/venue-trade.ts';
import { AnswerQueue } from './answer-queue.ts';
import { BalanceCheck } from './balance-check.ts';
import { DeskJournal } from './desk-journal.ts';
import type { VenueExecutionOptions } from './execution-options.ts';
import { ExternalTrades } from './external-trades.ts';
import { FillBook } from './fill-book.ts';
import { ForeignNews } from './foreign-news.ts';
import { FundsHold } from './funds-hold.ts';
import { Interlock } from './interlock.ts';
import type { NoticeListener } from './notice.ts';
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
  const { clock, history } = options;
  const notice: NoticeListener = (told) => {
    // What this run began with, or believes, is not what the wallet holds.
    if (told.code === 'late_fill' && interlock.hasStarted) interlock.close(told.message);
    options.onNotice(told);
  };
  const desk = new OrderDesk(history.orders);
  const answers = new AnswerQueue(clock, options.onAnswer);
  // Quotes that rest while nothing can be written down are risk that nobody keeps.
  const pull = (code: 'journal_failed' | 'journal_slow') => {
    return ({ message }: Refusal) => {
      notice({ code, message });
      // What was not sent yet is refused for its own reason.
      const sent = desk.live.filter(({ state }) => state !== 'intended');
      for (const order of sent) cancels.want(order, 'swept');
    };
  };
  const journal = new DeskJournal(options.journal, options.machine ?? clock, {
    failed: pull('journal_failed'),
    slow: pull('journal_slow'),
  });
  const mode = new VenueMode(clock, () => {
    interlock.owe();
    rounds.soon();
  });
  const interlock = new Interlock({
    ...options,
    journal,
    mode,
    earlierOrders: () => desk.earlierCount,
  });
  const shared = { ...options, notice, desk, answers, journal, mode, interlock };
  const lives = new OrderLives({ ...shared, onPlaced: (order) => cancels.trySend(order) });
  // People read by the machine's clock, however fast the venue's runs.
  const { machine = clock, nameOf } = options;
  const foreign = new ForeignNews({ clock: machine, notice, nameOf });
  const isOurs = (id: VenueOrderId) => desk.isOurs(id);
  const { wallet, feeIn = () => undefined } = options;
  const external = new ExternalTrades(wallet, isOurs, feeIn, (match) => foreign.match(match));
  const onSeen = (trade: VenueTrade) => external.take(trade, !interlock.hasStarted);
  const fills = fillBook(shared, lives, onSeen);
  const expected = () => external.expected(options.expected());
  const funds = new FundsHold(shared);
  const books = { ...shared, lives, fills, funds, foreign, external, expected };
  const trades = new TradeQuestions(books);
  const looks = new OrderLooks({ ...books, trades, cancels: () => cancels });
  const cancels = new OrderCancels({ ...books, look: (order, inMs) => looks.soon(order, inMs) });
  const asking = { ...books, trades, looks, cancels };
  const balances = new BalanceCheck(asking);
  const since = history.tradesFrom ?? clock.now();
  const reconciler = new Reconciler({ ...asking, balances }, since);
  const settlements = new SettlementWatch(fills, trades);
  const everyMs = options.reconcileEveryMs;
  const rounds = new ReconcileRounds({ ...asking, reconciler, settlements, everyMs });
  const sender = new OrderSender({ ...asking, posts: new PostAnswers(asking) });
  const news = new UserNews({ ...asking, reconciler });
  const shutdown = new Shutdown(asking);
  // Before anything is heard: what comes of them is theirs from the first word on.
  for (const open of history.open) desk.add(earlierOrder(open));
  // So the holdings of the history go on to be those of the journal, until the start is done.
  journal.onRecord = (record) => history.take(record);
  return { ...asking, rounds, sender, news, shutdown };
}

type FillParts = Pick<VenueExecutionOptions, 'history'> & {
  readonly desk: OrderDesk;
  readonly notice: NoticeListener;
};

function fillBook(
  { desk, history, notice }: FillParts,
  lives: OrderLives,
  onSeen: (trade: VenueTrade) => void,
): FillBook {
  const fills = new FillBook(
    (id) => desk.isOurs(id),
    {
      fill: (part, trade, fill, at) => lives.fill(part, trade, fill, at),
      moved: (fill, status, at) => lives.settled(fill, status, at),
      seen: onSeen,
      contradiction: ({ order }, { trade, status }) => {
        const message = `a match that was final is said to be ${status.text}`;
        notice({ code: 'contradiction', message, order, trade });
      },
    },
    history.lastFill,
  );
  for (const fill of history.fills) fills.restore(fill);
  return fills;
}
