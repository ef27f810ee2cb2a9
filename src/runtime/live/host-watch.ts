import { ok, type Refusal, type Result, refuse } from '../../domain/result.ts';
import { MICROS_PER_MS, type Timestamp } from '../../domain/units.ts';
import type { NoticeCode } from '../../polymarket/execution/notice.ts';
import { type Clock, elapsedMs, type Monotonic, type Timer } from '../../ports/clock.ts';
import type { WalletLease } from '../../store/lease/wallet-lease.ts';

/** What of this machine a desk lives by. */
export type Host = {
  /** The right to trade the wallet. */
  readonly lease: Pick<WalletLease, 'state'>;
  /** Room on the disk of the journal, bytes. */
  readonly freeBytes: () => Promise<number>;
};

export type HostTrouble = Extract<NoticeCode, 'lease_lost' | 'disk_low' | 'loop_stalled'>;

type Listener = (trouble: HostTrouble, message: string) => void;

const TICK_MS = 250;
/** Whoever was away for so long decides on what is over, ms. */
const STALL_MS = 2_000;
/** Below nothing new is sent: what is open has to be canceled and written down. */
const LOW_BYTES = 64 * 2 ** 20;
/** It is sent again above this, so that a disk on the edge does not flicker. */
const ENOUGH_BYTES = 2 * LOW_BYTES;
/** A disk that does not even tell its room for so long is taken for a full one, ms. */
const SILENT_MS = 10_000;

/**
 * Whether this machine is fit to send orders: the wallet is still ours, the journal's disk has
 * room, and the program was not away. Looked at in short steps, and again at each question, since
 * whoever was stopped is asked before any of its timers rings.
 */
export class HostWatch {
  readonly #host: Host;
  readonly #clock: Clock;
  readonly #onTrouble: Listener;
  #timer: Timer | undefined;
  #seen: { readonly monotonic: Monotonic; readonly wall: Timestamp };
  #asked: Monotonic | undefined;
  #low: Refusal | undefined;
  #lost: Refusal | undefined;

  /** `onTrouble` is called once when one begins. */
  constructor(host: Host, clock: Clock, onTrouble: Listener) {
    this.#host = host;
    this.#clock = clock;
    this.#onTrouble = onTrouble;
    this.#seen = { monotonic: clock.monotonic(), wall: clock.now() };
  }

  start(): void {
    this.#see();
    this.#tick();
  }

  stop(): void {
    if (this.#timer !== undefined) this.#clock.clearTimer(this.#timer);
    this.#timer = undefined;
  }

  /** Whether a new order may be sent, as of now. */
  permit(): Result<void> {
    return this.#lease() ?? this.#stall() ?? this.#low ?? ok(undefined);
  }

  #tick(): void {
    this.permit();
    this.#see();
    this.#askDisk();
    this.#timer = this.#clock.setTimer(TICK_MS, () => this.#tick());
  }

  #see(): void {
    this.#seen = { monotonic: this.#clock.monotonic(), wall: this.#clock.now() };
  }

  #lease(): Refusal | undefined {
    if (this.#lost !== undefined) return this.#lost;
    const state = this.#host.lease.state;
    if (state.ok) return undefined;
    this.#lost = state;
    this.#onTrouble('lease_lost', state.message);
    return state;
  }

  /** By either clock: the monotonic one may stand still while the machine sleeps. */
  #stall(): Refusal | undefined {
    if (this.#timer === undefined) return undefined;
    const { monotonic, wall } = this.#seen;
    const wallMs = (this.#clock.now() - wall) / MICROS_PER_MS;
    const awayMs = Math.max(elapsedMs(monotonic, this.#clock.monotonic()), wallMs) - TICK_MS;
    if (awayMs < STALL_MS) return undefined;
    this.#see();
    const message = `the program stood still for ${(awayMs / 1_000).toFixed(1)} s`;
    this.#onTrouble('loop_stalled', message);
    return refuse('loop_stalled', message);
  }

  #askDisk(): void {
    const now = this.#clock.monotonic();
    if (this.#asked !== undefined) {
      if (elapsedMs(this.#asked, now) >= SILENT_MS) this.#runsLow('does not answer');
      return;
    }
    this.#asked = now;
    this.#host
      .freeBytes()
      .then((free) => this.#heard(free))
      .catch((error: unknown) => this.#runsLow(`cannot be asked: ${error}`))
      .finally(() => {
        this.#asked = undefined;
      });
  }

  #heard(free: number): void {
    if (free >= ENOUGH_BYTES) this.#low = undefined;
    else if (free < LOW_BYTES)
      this.#runsLow(`has ${Math.floor(free / 2 ** 20)} MB left: make room`);
  }

  #runsLow(how: string): void {
    if (this.#low !== undefined) return;
    this.#low = refuse('disk_low', `the disk of the journal ${how}`);
    this.#onTrouble('disk_low', this.#low.message);
  }
}
