import { ok, type Result, refuse } from '../../domain/result.ts';
import type { Timestamp } from '../../domain/units.ts';
import type { Clock } from '../../ports/clock.ts';
import type { ExchangeContract } from '../signing/exchange-contract.ts';
import { readOrderVersion, readServerTime } from '../wire/clob/server.ts';
import type { Answer } from '../wire/notes.ts';
import type { Address } from '../wire/values.ts';
import { failureRefusal } from './failure-refusal.ts';
import type { VenueOutcome } from './outcome.ts';
import type { VenueService } from './service.ts';
import type { VenueClock } from './venue-clock.ts';

/** The version of the order struct that src/polymarket/signing signs. */
const ORDER_VERSION = 2;

/** Whether the CLOB is there, what time it has, and which orders it takes. */
export class ClobState {
  readonly #service: VenueService;
  readonly #clock: Clock;
  readonly #venueClock: VenueClock;
  #version: number | undefined;
  #contracts: ReadonlySet<Address> = new Set();
  #measuring: Promise<VenueOutcome<Timestamp>> | undefined;

  constructor(service: VenueService, clock: Clock, venueClock: VenueClock) {
    this.#service = service;
    this.#clock = clock;
    this.#venueClock = venueClock;
  }

  /** Is it there at all? */
  ok(): Promise<VenueOutcome<void>> {
    return this.#service.ask({ path: '/ok', limits: ['clob', 'ok'], read: readNothing });
  }

  /** Asks for the time and measures our clock against it. */
  async time(): Promise<VenueOutcome<Timestamp>> {
    let sent = this.#clock.monotonic();
    const outcome = await this.#service.ask({
      path: '/time',
      limits: ['clob'],
      // Called when it is sent, so that waiting for the limiter is no part of the round trip.
      authorize: () => {
        sent = this.#clock.monotonic();
        return Promise.resolve(ok({}));
      },
      read: readServerTime,
    });
    if (outcome.kind !== 'ok') return outcome;
    const measured = this.#venueClock.measure(sent, outcome.value);
    if (measured.ok) return outcome;
    return { kind: 'unknown', cause: 'unclear', status: 200, detail: measured.message };
  }

  /**
   * Unix seconds of the venue to sign with; measures first where that is needed. Refuses where the
   * clock cannot be measured or is off by too much.
   */
  async seconds(): Promise<Result<number>> {
    const known = this.#venueClock.seconds();
    if (known.ok || known.code !== 'clock_unmeasured') return known;
    // Whoever else wants to sign waits for the same answer.
    this.#measuring ??= this.time().finally(() => {
      this.#measuring = undefined;
    });
    const told = await this.#measuring;
    const now = this.#venueClock.seconds();
    if (now.ok || told.kind === 'ok') return now;
    return refuse(now.code, `the venue's time is not known: ${failureRefusal(told).message}`);
  }

  /** Asks which version of the order struct holds: at the start, and after a migration. */
  async version(): Promise<VenueOutcome<number>> {
    const outcome = await this.#service.ask({
      path: '/version',
      limits: ['clob'],
      read: readOrderVersion,
    });
    if (outcome.kind === 'ok') this.#version = outcome.value;
    return outcome;
  }

  /**
   * The contracts that the venue asks us to trust with dollars: those that settle orders are among
   * them. It names them with each balance.
   */
  heardContracts(contracts: Iterable<Address>): void {
    this.#contracts = new Set(contracts);
  }

  /**
   * Whether orders may be signed and sent; `exchange`: for this contract. On the day of a migration
   * the venue drops all orders and takes none of the old kind (2026-04-28).
   */
  maySign(exchange?: ExchangeContract): Result<void> {
    if (this.#version === undefined) {
      return refuse('version_unknown', 'the venue was not asked which orders it takes: ask first');
    }
    if (this.#version !== ORDER_VERSION) {
      return refuse(
        'order_version_mismatch',
        `the venue takes orders of version ${this.#version}, this program signs ${ORDER_VERSION}`,
      );
    }
    if (exchange === undefined || this.#settlesAt(exchange)) return ok(undefined);
    return refuse(
      'exchange_contract_mismatch',
      `the venue does not name ${exchange.address} among its contracts: an order signed for it ` +
        'would be void. This program has to be brought up to date.',
    );
  }

  /** The venue refused an order for its version: nothing more is signed until it is asked again. */
  forgetVersion(): void {
    this.#version = undefined;
  }

  /** Where the venue has named no contract, the version alone has to do. */
  #settlesAt({ address }: ExchangeContract): boolean {
    const named = address.toLowerCase() as Address;
    return this.#contracts.size === 0 || this.#contracts.has(named);
  }
}

/** An answer that only has to come: the venue says "OK". */
export function readNothing(): Answer<void> {
  return { ok: true, value: undefined, refusals: [], wrongFields: [], unknownFields: new Map() };
}
