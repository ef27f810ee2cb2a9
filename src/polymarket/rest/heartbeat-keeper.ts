import { invariant } from '../../domain/invariant.ts';
import { ok, type Result, refuse } from '../../domain/result.ts';
import { MICROS_PER_MS, type Timestamp } from '../../domain/units.ts';
import { type Clock, elapsedMs, type Monotonic, type Timer } from '../../ports/clock.ts';
import type { ClobHeartbeat } from './heartbeat.ts';

/** Whether the venue takes us for alive, and lets our orders stand. */
export type HeartbeatState =
  /** No heartbeat was ever sent, so the venue waits for none. */
  | { readonly kind: 'unused' }
  | { readonly kind: 'healthy' }
  /** The venue cancels everything, or has: nothing new may be submitted. */
  | { readonly kind: 'unhealthy'; readonly why: 'unproven' | 'refused' | 'late' | 'stopped' }
  /**
   * Heartbeats go through again. Which orders the venue has canceled meanwhile must be asked before
   * anything is submitted; `loss` counts how often it came to that.
   */
  | { readonly kind: 'unreconciled'; readonly loss: number };

/** Docs, read 2026-10: every 5 s; after 10 s without one all orders of the key are canceled. */
const BEAT_MS = 5_000;
const LOST_MS = 10_000;
/** After a failure: soon, so that one answer that never comes costs nothing. */
const AGAIN_MS = 1_000;

type Options = {
  readonly heartbeat: Pick<ClobHeartbeat, 'beat'>;
  readonly clock: Clock;
  /** Called from inside: keep it short. */
  readonly onChange?: ((state: HeartbeatState) => void) | undefined;
  /** A heartbeat or a listener of ours threw: a fault of the program. */
  readonly onFault: (error: unknown) => void;
};

/**
 * Keeps the venue's dead-man's switch from going off, and knows when it must have. Counts from when
 * a heartbeat was sent, the earliest moment at which the venue can have heard it.
 */
export class HeartbeatKeeper {
  readonly #options: Options;
  #state: HeartbeatState = { kind: 'unused' };
  /** When the last heartbeat that the venue took was sent. */
  #heard: { readonly monotonic: Monotonic; readonly wall: Timestamp } | undefined;
  #losses = 0;
  /** Which start this is of; undefined while none beats. */
  #run: number | undefined;
  #runs = 0;
  #next: Timer | undefined;
  #deadline: Timer | undefined;

  constructor(options: Options) {
    this.#options = options;
  }

  /** As of now: a machine that slept learns of it here, before any timer. */
  get state(): HeartbeatState {
    if (this.#isOverdue()) this.#lose('late');
    return this.#state;
  }

  /** Beats from now on. Nothing is submitted before the venue took one and all is reconciled. */
  start(): void {
    invariant(this.#run === undefined, 'heartbeats are sent already');
    this.#run = ++this.#runs;
    this.#lose('unproven');
    void this.#beat(this.#run);
  }

  /** Beats no more: within some 15 s the venue cancels all orders of the key. */
  stop(): void {
    if (this.#run === undefined) return;
    this.#run = undefined;
    this.#clear();
    this.#lose('stopped');
  }

  /** Whether an order may be submitted. Cancels always may. */
  maySubmit(): Result<void> {
    const state = this.state;
    switch (state.kind) {
      case 'unused':
      case 'healthy':
        return ok(undefined);
      case 'unhealthy':
        return refuse(
          'heartbeat_unhealthy',
          `the venue hears no heartbeat of ours (${state.why}) and cancels all orders of the key`,
        );
      case 'unreconciled':
        return refuse(
          'heartbeat_unreconciled',
          'heartbeats were missed: ask the venue which orders are left, then go on',
        );
    }
  }

  /**
   * Which orders are left is known. `loss`: of the state that was reconciled; false when there was
   * another loss meanwhile, so that it has to be done again.
   */
  reconciled(loss: number): boolean {
    const state = this.state;
    if (state.kind !== 'unreconciled' || state.loss !== loss) return false;
    this.#change({ kind: 'healthy' });
    return true;
  }

  async #beat(run: number): Promise<void> {
    const { clock, heartbeat, onFault } = this.#options;
    const sent = { monotonic: clock.monotonic(), wall: clock.now() };
    const outcome = await heartbeat.beat().catch((error: unknown) => void onFault(error));
    // Stopped meanwhile, and perhaps started anew.
    if (this.#run !== run) return;
    // An answer with another id than ours was no heartbeat: the next one, with that id, is.
    const wasTaken = outcome?.kind === 'ok' && outcome.value.error === undefined;
    this.#next = clock.setTimer(wasTaken ? BEAT_MS : AGAIN_MS, () => void this.#beat(run));
    if (wasTaken) this.#takenAt(sent);
    else if (outcome?.kind === 'unauthorized' || outcome?.kind === 'refused') this.#lose('refused');
  }

  #takenAt(sent: { readonly monotonic: Monotonic; readonly wall: Timestamp }): void {
    const { clock } = this.#options;
    // The answer may have come when the one before was overdue.
    if (this.#isOverdue()) this.#lose('late');
    this.#heard = sent;
    if (this.#deadline !== undefined) clock.clearTimer(this.#deadline);
    const leftMs = LOST_MS - elapsedMs(sent.monotonic, clock.monotonic());
    // Somebody may wait for the news, and ask nothing meanwhile.
    this.#deadline = clock.setTimer(Math.max(leftMs, 0), () => void this.state);
    if (this.#state.kind !== 'unhealthy') return;
    this.#change({ kind: 'unreconciled', loss: this.#losses });
  }

  /** By either clock: the monotonic one may stand still while the machine sleeps. */
  #isOverdue(): boolean {
    if (this.#heard === undefined) return false;
    const { clock } = this.#options;
    const { monotonic, wall } = this.#heard;
    const wallMs = (clock.now() - wall) / MICROS_PER_MS;
    return Math.max(elapsedMs(monotonic, clock.monotonic()), wallMs) >= LOST_MS;
  }

  #lose(why: Extract<HeartbeatState, { kind: 'unhealthy' }>['why']): void {
    this.#heard = undefined;
    if (this.#state.kind !== 'unhealthy') this.#losses++;
    else if (this.#state.why === why) return;
    this.#change({ kind: 'unhealthy', why });
  }

  #change(state: HeartbeatState): void {
    this.#state = state;
    const { onChange, onFault } = this.#options;
    try {
      onChange?.(state);
    } catch (error) {
      // Heartbeats go on, whatever becomes of the news of them.
      onFault(error);
    }
  }

  #clear(): void {
    const { clock } = this.#options;
    if (this.#next !== undefined) clock.clearTimer(this.#next);
    if (this.#deadline !== undefined) clock.clearTimer(this.#deadline);
  }
}
