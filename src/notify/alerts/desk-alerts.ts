import type { Timestamp } from '../../domain/units.ts';
import type { Monotonic } from '../../ports/clock.ts';
import type { Alert } from '../../ports/notifier.ts';
import { dollars } from '../../report/format.ts';
import type { DeskDocument, DeskRow, NewsRow } from '../../screen/desk-document.ts';
import { changed, type DocumentMessage } from '../../screen/document-change.ts';
import type { Draft } from './draft.ts';
import { FillBatch } from './fill-batch.ts';
import { HealthAlerts } from './health-alerts.ts';
import { marketAlerts } from './market-alerts.ts';
import { noticeAlerts } from './notice-alerts.ts';
import { riskAlerts } from './risk-alerts.ts';
import { strategyAlerts } from './strategy-alerts.ts';

export type DeskAlertOptions = {
  /** From a fill until it is told, with those that came since, ms. */
  readonly fillsForMs: number;
  /** What is not well for so long is told, ms. */
  readonly patienceMs: number;
};

/** Looks at what a desk tells its screens, and says what somebody who is away should hear of. */
export class DeskAlerts {
  readonly #options: DeskAlertOptions;
  #run: string | undefined;
  #seq = 0;
  #document: DeskDocument | undefined;
  #health: HealthAlerts;
  readonly #fills: FillBatch;

  constructor(options: DeskAlertOptions) {
    this.#options = options;
    this.#health = new HealthAlerts(options.patienceMs);
    this.#fills = new FillBatch(options.fillsForMs);
  }

  /** As it was told last; undefined: nothing was heard yet. */
  get document(): DeskDocument | undefined {
    return this.#document;
  }

  /** Whether it can be taken in: a change that has lost the one before cannot. */
  follows(message: DocumentMessage): boolean {
    if (message.kind === 'snapshot') return true;
    const next = message.kind === 'change' ? this.#seq + 1 : this.#seq;
    return this.#document !== undefined && message.seq === next;
  }

  /**
   * Takes in what the desk says; `now` is our clock. A change that does not follow on the one
   * before is left: the desk begins anew with a whole document.
   */
  take(message: DocumentMessage, now: Monotonic): readonly Alert[] {
    if (message.kind === 'change') {
      if (this.#document === undefined || !this.follows(message)) return [];
      this.#seq = message.seq;
      return this.#look(this.#document, changed(this.#document, message), now);
    }
    // A heartbeat: nothing has changed.
    if (message.kind !== 'snapshot') return [];
    const isSame = message.run === this.#run;
    this.#run = message.run;
    this.#seq = message.seq;
    if (isSame) return this.#look(this.#document, message.document, now);
    this.#health = new HealthAlerts(this.#options.patienceMs);
    const begun = named(message.document.desk, [begins(message.document.desk)]);
    return [...begun, ...this.#look(undefined, message.document, now)];
  }

  /** What time alone makes known: fills whose batch is over, silence; `isEnd`: all fills. */
  due(now: Monotonic, isEnd = false): readonly Alert[] {
    if (this.#document === undefined) return [];
    const fills = this.#fills.take(now, isEnd) ?? [];
    const { desk } = this.#document;
    return named(desk, [fills, this.#health.take(this.#document, now)].flat());
  }

  #look(before: DeskDocument | undefined, after: DeskDocument, now: Monotonic): readonly Alert[] {
    this.#document = after;
    const news = newsSince(before, after);
    for (const row of news) if (row.kind === 'fill') this.#fills.put(row, now);
    return named(after.desk, [
      ...riskAlerts(before?.desk, after.desk),
      ...strategyAlerts(before, after),
      ...marketAlerts(before, after),
      ...this.#health.take(after, now),
      ...noticeAlerts(news),
    ]);
  }
}

/** What happened before anybody looked is no news. */
function newsSince(before: DeskDocument | undefined, after: DeskDocument): readonly NewsRow[] {
  if (before === undefined || before.news === after.news) return [];
  const known = before.news.at(-1)?.entry ?? -1;
  return after.news.filter(({ entry }) => entry > known);
}

/** Names the desk in what it drafted. */
export function named(desk: DeskRow, drafts: readonly Draft[]): readonly Alert[] {
  const isSimulated = desk.provenance === 'simulated';
  return drafts.map((draft) => ({ ...draft, desk: desk.name, isSimulated, count: 1 }));
}

function begins(desk: DeskRow): Draft {
  const { name, mode, cash, equity, exposure } = desk;
  const worth = equity === null ? `${dollars(cash)} dollars of cash` : `${dollars(equity)} dollars`;
  return {
    ...{ kind: 'desk', level: 'info', at: desk.now as Timestamp, code: 'begins', subject: name },
    text: `${name} runs (${mode}), with ${worth}.`,
    numbers: { cash, exposure },
  };
}
