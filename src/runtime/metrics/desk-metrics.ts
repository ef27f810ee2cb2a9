import type { Provenance } from '../../domain/provenance.ts';
import type { Execution } from '../../ports/execution.ts';
import type { RiskLimits } from '../../risk/risk-limits.ts';
import type { Buckets } from '../../server/metrics/buckets.ts';
import type { Scrape } from '../../server/metrics/scrape.ts';
import { statusNow } from '../live/desk-status.ts';
import type { LiveDesk } from '../live/live-desk.ts';
import type { LiveSession } from '../live/live-session.ts';
import type { EntryReader } from '../live/run-entries.ts';
import type { AlertTally } from '../notify/notify-messages.ts';
import type { LiveRecording } from '../record/live-recording.ts';
import type { LoopHealth } from '../supervise/supervised-loop.ts';
import type { Venue } from '../venue.ts';
import { OrderCounts } from './order-counts.ts';
import { ProgramMetrics } from './program-metrics.ts';
import { readAlerts, readLoops } from './read-loops.ts';
import { readMoney } from './read-money.ts';
import { readOrders } from './read-orders.ts';
import { readRecorder } from './read-recorder.ts';
import { readRisk } from './read-risk.ts';
import { readBooks, readLiveDesk, readVenue } from './read-venue.ts';

/** What of a desk is measured. */
export type MeasuredDesk = {
  readonly mode: 'demo' | 'paper' | 'live';
  /** Where its orders go now. */
  readonly provenance: () => Provenance;
  readonly venue: Venue;
  readonly recording: LiveRecording;
  readonly session: LiveSession<Execution>;
  readonly entries: EntryReader;
  readonly limits: RiskLimits;
  readonly loops: () => readonly LoopHealth[];
  /** What became of its alerts; undefined: it tells none. */
  readonly alerts: () => AlertTally | undefined;
  /** How long the disk took to keep its journals, by name. */
  readonly syncs: Readonly<Record<string, Buckets>>;
  /** Undefined: its orders go to no venue, or go there no more. */
  readonly liveDesk?: () => LiveDesk | undefined;
};

/** The metrics of a desk that runs: read from what its parts count anyway. */
export class DeskMetrics {
  readonly #desk: MeasuredDesk;
  readonly #orders = new OrderCounts();
  readonly #program: ProgramMetrics;

  constructor(desk: MeasuredDesk) {
    this.#desk = desk;
    const { mode, provenance } = desk;
    const collect = (scrape: Scrape) => this.#read(scrape);
    this.#program = new ProgramMetrics({ mode, provenance, collect });
  }

  /** To be called now and then, so that the journal of a run is not kept until somebody asks. */
  take(): void {
    const { entries, provenance } = this.#desk;
    const from = provenance();
    for (const entry of entries.take()) this.#orders.append(entry, from);
  }

  /** What Prometheus reads. */
  text(): Promise<string> {
    this.take();
    return this.#program.text();
  }

  /** Measures nothing any more. */
  close(): void {
    this.#program.close();
  }

  #read(scrape: Scrape): void {
    const { venue, recording, session, limits, loops, alerts, syncs, liveDesk } = this.#desk;
    const provenance = this.#desk.provenance();
    const { engine, loop, strategies } = session.session;
    const { state } = engine;
    const status = statusNow({ recording, session });
    readMoney(scrape, { state, status, strategies, provenance });
    readRisk(scrape, { engine, status, strategies, limits, provenance });
    for (const [from, counted] of this.#orders.counted) {
      readOrders(scrape, counted, strategies, from);
    }
    readVenue(scrape, venue, recording);
    readBooks(scrape, state);
    readRecorder(scrape, recording, venue.provenance);
    readLoops(scrape, loops());
    readAlerts(scrape, alerts());
    scrape.set('polydesk_engine_rows_total', loop.rows);
    scrape.histogram('polydesk_engine_decision_seconds', session.times.decision);
    scrape.histogram('polydesk_engine_queue_seconds', session.times.queue);
    for (const [journal, times] of Object.entries(syncs)) {
      scrape.histogram('polydesk_journal_sync_seconds', times, { journal });
    }
    const desk = liveDesk?.();
    if (desk === undefined) return;
    readLiveDesk(scrape, desk, venue.clock.now());
    scrape.set('polydesk_orders_unknown', desk.execution.unknownOrders, { provenance });
  }
}
