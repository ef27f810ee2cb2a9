import type { Timestamp } from '../domain/units.ts';
import { type Clock, elapsedMs, type Monotonic, type Timer } from '../ports/clock.ts';
import type { Alert, AlertKind, AlertLevel } from '../ports/notifier.ts';
import { duration, plural } from '../report/format.ts';
import { DAY, SummaryTime, summaryDraft } from './alerts/daily-summary.ts';
import { DeskAlerts, named, type Seen } from './alerts/desk-alerts.ts';
import type { Draft } from './alerts/draft.ts';
import type { DeskLine } from './desk-line.ts';
import type { NotifyKeeper, NotifyState } from './notify-state.ts';
import type { Addressed } from './outbox/alert-log.ts';
import type { Outbox, OutboxState } from './outbox/outbox.ts';
import { Repeats } from './outbox/repeats.ts';

const TURN_MS = 1_000;
/** Where it stands is kept with each alert, and after so long without one. */
const KEEP_MS = 10_000;
/** Of what is watched for repeats. */
const REPEATS_KEPT = 200;
const MICROS_PER_MS = 1_000;

/** A place where alerts are told, and which of them. */
export type Place = {
  readonly outbox: Outbox;
  readonly level: AlertLevel;
  /** Undefined: all kinds. */
  readonly kinds: readonly AlertKind[] | undefined;
};

export type NotifyTimes = {
  readonly fillsForMs: number;
  /** Parts of the desk that are silent, and the desk itself. */
  readonly patienceMs: number;
  readonly repeatsForMs: number;
  /** Of the daily summary, µs since midnight UTC; undefined: none. */
  readonly dailyAt: number | undefined;
};

export type NotifyServiceOptions = {
  readonly clock: Clock;
  readonly times: NotifyTimes;
  readonly profit: DeskLine['profit'];
  readonly places: readonly Place[];
  /** For the log: what keeps alerts from being made or kept. */
  readonly onTrouble: (text: string) => void;
  /** Undefined: nothing outlives this one. */
  readonly keeper?: NotifyKeeper | undefined;
  /** Where another one stood: it goes on from there. */
  readonly state?: NotifyState | undefined;
};

/** Something of a desk that it does not show itself. */
type Said = Pick<Draft, 'kind' | 'level' | 'code' | 'text'>;

const LEVELS: readonly AlertLevel[] = ['info', 'warning', 'critical'];

/** Makes alerts of what a desk tells, and has them told in every place. */
export class NotifyService {
  readonly #options: NotifyServiceOptions;
  readonly #alerts: DeskAlerts;
  readonly #repeats: Repeats;
  #summary: SummaryTime | undefined;
  #places: readonly Place[];
  #timer: Timer | undefined;
  #heardAt: Monotonic | undefined;
  #isSilent: boolean;
  /** Of what was heard, what is not kept yet; since when. */
  #unkeptSince: Monotonic | undefined;
  /** What was due since then and not told is told; undefined: nothing is owed. */
  #owedSince: Timestamp | undefined;

  constructor(options: NotifyServiceOptions) {
    const { times, clock, state, onTrouble } = options;
    const now = clock.monotonic();
    this.#options = options;
    this.#places = options.places;
    this.#alerts = new DeskAlerts({ ...times, onTrouble }, state?.desk && { ...state.desk, now });
    this.#repeats = new Repeats(times.repeatsForMs);
    this.#repeats.restore(state?.repeats ?? [], now);
    this.#isSilent = state?.isSilent ?? false;
    this.#owedSince = state?.at;
    this.#summary = summaryAt(times.dailyAt, state?.at ?? clock.now());
  }

  get document(): DeskAlerts['document'] {
    return this.#alerts.document;
  }

  /** The desk is heard now. */
  get isHeard(): boolean {
    const { clock, times } = this.#options;
    if (this.#heardAt === undefined) return false;
    return elapsedMs(this.#heardAt, clock.monotonic()) < times.patienceMs;
  }

  /** How many alerts could not be made, and never will. */
  get unmade(): number {
    return this.#alerts.unmade;
  }

  get states(): readonly OutboxState[] {
    return this.#places.map(({ outbox }) => outbox.state);
  }

  start(): void {
    this.#timer = this.#options.clock.setTimer(TURN_MS, () => {
      this.#turn();
      this.start();
    });
  }

  /**
   * What the desk shows now, also when nothing has changed: it lives. @throws where that is no
   * document: it has not been looked at then, and what changed is told with the next.
   */
  hear(seen: Seen): void {
    const now = this.#options.clock.monotonic();
    const isFirst = this.document === undefined;
    const alerts = this.#alerts.take(seen, now);
    this.#heardAt = now;
    this.#unkeptSince ??= now;
    this.#tell(alerts);
    this.#endSilence();
    if (isFirst) this.#keep([]);
  }

  /** From now on alerts are told in these places, and the summary of a day at that time. */
  renew(places: readonly Place[], dailyAt: number | undefined): void {
    this.#places = places;
    this.#summary = summaryAt(dailyAt, this.#owedSince ?? this.#options.clock.now());
    this.#owedSince = undefined;
  }

  /** Something that did not come from the desk itself. */
  tell(alert: Alert): void {
    this.#tell([alert]);
  }

  /** Tells what is left, then the last word, within that time. */
  async close(withinMs: number, last?: Said): Promise<void> {
    const { clock } = this.#options;
    if (this.#timer !== undefined) clock.clearTimer(this.#timer);
    this.#tell(this.#alerts.due(clock.monotonic(), true));
    this.#send(this.#repeats.rest());
    if (last !== undefined) this.#tellOfDesk(last);
    await Promise.all(this.#places.map(({ outbox }) => outbox.close(withinMs)));
  }

  #turn(): void {
    const { clock } = this.#options;
    const now = clock.monotonic();
    this.#tell(this.#alerts.due(now));
    this.#send(this.#repeats.due(now));
    if (this.#unkeptSince !== undefined && elapsedMs(this.#unkeptSince, now) >= KEEP_MS) {
      this.#keep([]);
    }
    this.#lookForSilence(now);
    if (this.#summary?.isDue(clock.now()) === true) void this.#summarize();
  }

  #lookForSilence(now: Monotonic): void {
    const { times } = this.#options;
    this.#heardAt ??= now;
    const silentMs = elapsedMs(this.#heardAt, now);
    if (this.#isSilent || silentMs < times.patienceMs) return;
    this.#isSilent = true;
    const text = `The desk has said nothing for ${duration(silentMs * MICROS_PER_MS)}.`;
    this.#tellOfDesk({ kind: 'stall', level: 'critical', code: 'desk_silent', text });
  }

  #endSilence(): void {
    if (!this.#isSilent) return;
    this.#isSilent = false;
    const text = 'The desk is heard again.';
    this.#tellOfDesk({ kind: 'recovery', level: 'info', code: 'desk_heard', text });
  }

  /** Something of the desk that it does not show; nothing, where it was never heard. */
  #tellOfDesk(said: Said): void {
    const desk = this.document?.desk;
    if (desk === undefined) return;
    const at = this.#options.clock.now();
    this.#tell(named(desk, [{ ...said, at, subject: desk.name, numbers: {} }]));
  }

  async #summarize(): Promise<void> {
    const { clock, profit } = this.#options;
    const told = await profit((clock.now() - DAY) as Timestamp).catch(() => undefined);
    const { document } = this;
    if (document === undefined) return;
    const rows = told?.ok === true ? told.value : undefined;
    this.#tell(named(document.desk, [summaryDraft(document, rows)]));
  }

  #tell(alerts: readonly Alert[]): void {
    const now = this.#options.clock.monotonic();
    this.#send(alerts.flatMap((alert) => this.#repeats.take(alert, now) ?? []));
  }

  /** What is sent is kept before: whoever ends in between has it told by the next. */
  #send(alerts: readonly Alert[]): void {
    if (alerts.length === 0) return;
    const sent = alerts.map((alert) => ({
      alert,
      outboxes: this.#places.filter((place) => isWanted(place, alert)).map(({ outbox }) => outbox),
    }));
    this.#keep(
      sent.map(({ alert, outboxes }) => ({ alert, to: outboxes.map((one) => one.place) })),
    );
    for (const { alert, outboxes } of sent) for (const outbox of outboxes) outbox.put(alert);
  }

  #keep(alerts: readonly Addressed[]): void {
    const { keeper, clock, onTrouble } = this.#options;
    this.#unkeptSince = undefined;
    const state = {
      desk: this.#alerts.kept,
      repeats: this.#repeats.kept(REPEATS_KEPT),
      isSilent: this.#isSilent,
      at: clock.now(),
    };
    try {
      keeper?.put(alerts, state);
    } catch (error) {
      onTrouble(
        `${plural(alerts.length, 'alert')} cannot be kept, and told all the same: ${error}`,
      );
    }
  }
}

function isWanted({ level, kinds }: Place, alert: Alert): boolean {
  const isOfKind = kinds === undefined || kinds.includes(alert.kind) || alert.kind === 'test';
  return isOfKind && LEVELS.indexOf(alert.level) >= LEVELS.indexOf(level);
}

function summaryAt(timeOfDay: number | undefined, now: Timestamp): SummaryTime | undefined {
  return timeOfDay === undefined ? undefined : new SummaryTime(timeOfDay, now);
}
