import type { Timestamp, Usd } from '../../domain/units.ts';
import { ExchangeTime } from '../../exchange/exchange-time.ts';
import type { ExchangeServer } from '../../exchange/http/exchange-server.ts';
import type { OrderIntake } from '../../exchange/intake/order-intake.ts';
import type { SignerTier } from '../../exchange/limits/signer-limits.ts';
import { Inside } from '../../exchange/participants/inside.ts';
import { ParticipantLoop } from '../../exchange/participants/participant-loop.ts';
import { standardParticipants } from '../../exchange/participants/standard-participants.ts';
import { LiveSeries } from '../../exchange/series/live-series.ts';
import type { SeriesFrame } from '../../exchange/series/window.ts';
import type { AttachedSockets } from '../../exchange/sockets/attach-sockets.ts';
import { LocalVenue } from '../../exchange/venue/local-venue.ts';
import type { SettlementTimes } from '../../exchange/venue/venue-settlement.ts';
import { SystemClock } from '../../net/system-clock.ts';
import type { Clock } from '../../ports/clock.ts';
import { type OwnPorts, ServedVenue, type ServiceAddresses } from './served-venue.ts';

export type LocalExchangeOptions = {
  /** 0: any that is free. */
  readonly port: number;
  readonly ownPorts?: OwnPorts | undefined;
  readonly seed: number;
  readonly assets: readonly string[];
  readonly frames: readonly SeriesFrame[];
  /** Windows of each series that are listed before they open. */
  readonly ahead: number;
  /** What every new wallet begins with. */
  readonly openingCash: Usd;
  /** How fast its time runs. */
  readonly speed: number;
  /** Of the inhabitants together, in each market; 0: nobody lives there. */
  readonly tradesPerMinute: number;
  /** When its world began; undefined: now. What went on since then is made up for. */
  readonly beganAt?: Timestamp | undefined;
  readonly tier: SignerTier | undefined;
  readonly settlement?: SettlementTimes;
  readonly clock?: Clock;
  readonly onFault: (error: unknown) => void;
};

/**
 * The venue on this machine: its protocol over loopback, simulated matching behind it, invented
 * prices, windows and inhabitants. Everything it says is simulated.
 */
export class LocalExchange {
  readonly venue: LocalVenue;
  readonly server: ExchangeServer;
  readonly sockets: AttachedSockets;
  readonly series: LiveSeries;
  readonly inside: Inside;
  readonly intake: OrderIntake;
  readonly #served: ServedVenue;
  readonly #loop: ParticipantLoop;

  private constructor(parts: Parts) {
    this.venue = parts.venue;
    this.server = parts.served.server;
    this.sockets = parts.served.sockets;
    this.intake = parts.served.intake;
    this.series = parts.series;
    this.inside = parts.inside;
    this.#served = parts.served;
    this.#loop = parts.loop;
  }

  /** http://127.0.0.1:port */
  get base(): string {
    return this.server.base;
  }

  get services(): ServiceAddresses {
    return this.#served.services;
  }

  /** Names of inhabitants that failed and were stopped. */
  get stopped(): readonly string[] {
    return this.#loop.stopped;
  }

  /** Serves from now on. @throws when the port is taken. */
  static async start(options: LocalExchangeOptions): Promise<LocalExchange> {
    const { seed, openingCash, settlement, onFault } = options;
    const clock = options.clock ?? new SystemClock();
    const time = new ExchangeTime(clock, options.speed);
    const timing = settlement === undefined ? {} : { settlement };
    const venue = new LocalVenue({ time, seed, openingCash, ...timing });
    const { assets, frames, ahead, beganAt } = options;
    const lanes = { seed, assets, frames, ahead, settleDelaySeconds: SETTLE_DELAY_S };
    const series = new LiveSeries(venue, { ...lanes, beganAt });
    const inside = new Inside(venue, series.fairPrice);
    const inhabitants =
      options.tradesPerMinute === 0
        ? []
        : standardParticipants(seed, assets, options.tradesPerMinute);
    const loop = new ParticipantLoop({
      inside,
      inhabitants,
      onStopped: (_name, error) => onFault(error),
    });
    const served = await ServedVenue.start(venue, { ...options, clock });
    series.start();
    loop.start();
    return new LocalExchange({ venue, served, series, inside, loop });
  }

  /** Everybody is sent away; nothing happens any more. */
  async stop(): Promise<void> {
    this.#loop.stop();
    this.series.stop();
    this.venue.stop();
    await this.#served.stop();
  }
}

/** From the close of a window to its outcome: within what the venue takes (16 to 90 s). */
const SETTLE_DELAY_S = 20;

type Parts = {
  readonly venue: LocalVenue;
  readonly served: ServedVenue;
  readonly series: LiveSeries;
  readonly inside: Inside;
  readonly loop: ParticipantLoop;
};
