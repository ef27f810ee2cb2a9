import { randomUUID } from 'node:crypto';
import type { Timestamp } from '../../domain/units.ts';
import type { Monotonic } from '../../ports/clock.ts';
import type { Alert } from '../../ports/notifier.ts';
import { dollars } from '../../report/format.ts';
import type { DeskDocument, DeskRow } from '../../screen/desk-document.ts';
import { isSimulated } from '../../screen/is-simulated.ts';
import { AlertMaking, type Making } from './alert-making.ts';
import { documentToKeep } from './document-to-keep.ts';
import type { Draft } from './draft.ts';
import { FillBatch, type KeptFills } from './fill-batch.ts';
import { HealthAlerts } from './health-alerts.ts';
import { marketAlerts } from './market-alerts.ts';
import { isFill, missingDraft, newsSince } from './news-since.ts';
import { noticeAlerts } from './notice-alerts.ts';
import { riskAlerts } from './risk-alerts.ts';
import { strategyAlerts } from './strategy-alerts.ts';

export type DeskAlertOptions = {
  /** From a fill until it is told, with those that came since, ms. */
  readonly fillsForMs: number;
  /** What is not well for so long is told, ms. */
  readonly patienceMs: number;
  /** For the log: an alert cannot be made. */
  readonly onTrouble: (text: string) => void;
};

/** What a desk shows; `run` tells runs apart. */
export type Seen = { readonly run: string; readonly document: DeskDocument };

/** What of a desk has to be known for the alerts that come next. Plain JSON. */
export type KeptDesk = Seen & {
  readonly fills: KeptFills | undefined;
  /** Parts that are not well, and of which that has been told. */
  readonly unwell: readonly string[];
  /** So many alerts could not be made yet, and are tried again, or were given up unsaid. */
  readonly unmade: number;
};

/** Looks at what a desk tells its screens, and says what somebody who is away should hear of. */
export class DeskAlerts {
  readonly #options: DeskAlertOptions;
  #run: string | undefined;
  #document: DeskDocument | undefined;
  #health: HealthAlerts;
  readonly #fills: FillBatch;
  readonly #making: AlertMaking;

  /** `kept`: where another one of the same desk stood: it goes on from there. */
  constructor(options: DeskAlertOptions, kept?: KeptDesk & { readonly now: Monotonic }) {
    this.#options = options;
    this.#health = new HealthAlerts(options.patienceMs, kept?.unwell);
    this.#fills = new FillBatch(options.fillsForMs);
    this.#making = new AlertMaking(options, kept?.unmade);
    if (kept === undefined) return;
    this.#run = kept.run;
    this.#document = kept.document;
    if (kept.fills !== undefined) this.#fills.restore(kept.fills, kept.now);
  }

  /** Where it stands: all of what it was told is in the alerts that it gave, or in here. */
  get kept(): KeptDesk | undefined {
    if (this.#run === undefined || this.#document === undefined) return undefined;
    const document = documentToKeep(this.#document);
    const [fills, unwell] = [this.#fills.kept, this.#health.told];
    return { run: this.#run, document, fills, unwell, unmade: this.#making.waiting };
  }

  /** As it was told last; undefined: nothing was heard yet. */
  get document(): DeskDocument | undefined {
    return this.#document;
  }

  /** How many alerts could not be made, and never will. */
  get unmade(): number {
    return this.#making.unmade;
  }

  /**
   * Takes in what the desk shows now, of a run; `now` is our clock. @throws where a document is
   * none: then it has not been looked at, and the next is compared with the one before.
   */
  take({ run, document }: Seen, now: Monotonic): readonly Alert[] {
    const isNew = run !== this.#run;
    const health = isNew ? new HealthAlerts(this.#options.patienceMs) : this.#health;
    const before = isNew ? undefined : this.#document;
    const { news, missing } = newsSince(before, document);
    const begun = { what: 'the beginning', make: () => [begins(document.desk)] };
    const fills = news.filter(isFill).map((row) => ({
      what: 'a fill',
      make: () => this.#fills.put(row, now),
    }));
    const makings: readonly Making[] = [
      ...fills,
      ...(isNew ? [begun] : []),
      ...riskAlerts(before?.desk, document.desk),
      ...strategyAlerts(before, document),
      ...marketAlerts(before, document),
      ...health.take(document, now),
      ...noticeAlerts(news),
    ];
    [this.#run, this.#document, this.#health] = [run, document, health];
    const made = this.#making.make(makings, now);
    if (missing === undefined) return named(document.desk, made);
    this.#making.count(missing.fills);
    return named(document.desk, [...made, missingDraft(document, missing.fills)]);
  }

  /** What time alone makes known: fills whose batch is over, silence; `isEnd`: all there is. */
  due(now: Monotonic, isEnd = false): readonly Alert[] {
    if (this.#document === undefined) return [];
    const { desk } = this.#document;
    const health = this.#making.make(this.#health.take(this.#document, now), now);
    const again = this.#making.due(now, desk.now as Timestamp, desk.name, isEnd);
    const fills = this.#fills.take(now, isEnd) ?? [];
    return named(desk, [fills, health, again].flat());
  }
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
