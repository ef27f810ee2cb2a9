import { randomUUID } from 'node:crypto';
import type { Timestamp } from '../../domain/units.ts';
import type { Monotonic } from '../../ports/clock.ts';
import type { Alert } from '../../ports/notifier.ts';
import { dollars } from '../../report/format.ts';
import type { DeskDocument, DeskRow, NewsRow } from '../../screen/desk-document.ts';
import { isSimulated } from '../../screen/is-simulated.ts';
import { documentToKeep } from './document-to-keep.ts';
import type { Draft } from './draft.ts';
import { FillBatch, type KeptFills } from './fill-batch.ts';
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

/** What a desk shows; `run` tells runs apart. */
export type Seen = { readonly run: string; readonly document: DeskDocument };

/** What of a desk has to be known for the alerts that come next. Plain JSON. */
export type KeptDesk = Seen & {
  readonly fills: KeptFills | undefined;
  /** Parts that are not well, and of which that has been told. */
  readonly unwell: readonly string[];
};

/** Looks at what a desk tells its screens, and says what somebody who is away should hear of. */
export class DeskAlerts {
  readonly #options: DeskAlertOptions;
  #run: string | undefined;
  #document: DeskDocument | undefined;
  #health: HealthAlerts;
  readonly #fills: FillBatch;

  /** `kept`: where another one of the same desk stood: it goes on from there. */
  constructor(options: DeskAlertOptions, kept?: KeptDesk & { readonly now: Monotonic }) {
    this.#options = options;
    this.#health = new HealthAlerts(options.patienceMs, kept?.unwell);
    this.#fills = new FillBatch(options.fillsForMs);
    if (kept === undefined) return;
    this.#run = kept.run;
    this.#document = kept.document;
    if (kept.fills !== undefined) this.#fills.restore(kept.fills, kept.now);
  }

  /** Where it stands: all of what it was told is in the alerts that it gave, or in here. */
  get kept(): KeptDesk | undefined {
    if (this.#run === undefined || this.#document === undefined) return undefined;
    const document = documentToKeep(this.#document);
    return { run: this.#run, document, fills: this.#fills.kept, unwell: this.#health.told };
  }

  /** As it was told last; undefined: nothing was heard yet. */
  get document(): DeskDocument | undefined {
    return this.#document;
  }

  /** Takes in what the desk shows now, of a run; `now` is our clock. */
  take({ run, document }: Seen, now: Monotonic): readonly Alert[] {
    if (run === this.#run) return this.#look(this.#document, document, now);
    this.#run = run;
    this.#health = new HealthAlerts(this.#options.patienceMs);
    const begun = named(document.desk, [begins(document.desk)]);
    return [...begun, ...this.#look(undefined, document, now)];
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
    for (const row of news) if (isFill(row)) this.#fills.put(row, now);
    return named(after.desk, [
      ...riskAlerts(before?.desk, after.desk),
      ...strategyAlerts(before, after),
      ...marketAlerts(before, after),
      ...this.#health.take(after, now),
      ...noticeAlerts(news),
    ]);
  }
}

/** One that the chain takes back is a settlement. */
function isFill({ kind, code }: NewsRow): boolean {
  return kind === 'fill' && code !== 'failed';
}

/** What happened before anybody looked is no news. */
function newsSince(before: DeskDocument | undefined, after: DeskDocument): readonly NewsRow[] {
  if (before === undefined || before.news === after.news) return [];
  const known = before.news.at(-1)?.entry ?? -1;
  return after.news.filter(({ entry }) => entry > known);
}

/** Names the desk in what it drafted. */
export function named(desk: DeskRow, drafts: readonly Draft[]): readonly Alert[] {
  const about = { desk: desk.name, isSimulated: isSimulated(desk), count: 1 };
  return drafts.map((draft) => ({ ...draft, ...about, id: randomUUID() }));
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
