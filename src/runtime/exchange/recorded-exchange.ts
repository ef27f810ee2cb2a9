import { invariant } from '../../domain/invariant.ts';
import type { Timestamp, Usd } from '../../domain/units.ts';
import { ExchangeTime } from '../../exchange/exchange-time.ts';
import { RecordingDriver } from '../../exchange/recording/recording-driver.ts';
import { TapesAhead } from '../../exchange/recording/tapes-ahead.ts';
import type { AttachedSockets } from '../../exchange/sockets/attach-sockets.ts';
import { LocalVenue } from '../../exchange/venue/local-venue.ts';
import type { MarketDataSource } from '../../ports/market-data.ts';
import type { Assumption } from '../../report/run-record.ts';
import { type MarketRules, RuledUniverse } from '../ruled-universe.ts';
import { ServedVenue, type ServiceAddresses, type ServingOptions } from './served-venue.ts';

type RecordedExchangeOptions = ServingOptions & {
  /** Of the names that the recording lacks. */
  readonly seed: number;
  /** What every new wallet begins with. */
  readonly openingCash: Usd;
  readonly rules: MarketRules;
  /** What is told of the rules by which it runs. */
  readonly assumptions: readonly Assumption[];
  /** How fast the recording plays. */
  readonly speed: number;
  /** The rest of the recording cannot be read: it is not over. */
  readonly onUnreadable: (error: unknown) => void;
};

/** A recording that is closed with the exchange. */
type OpenRecording = MarketDataSource & { close(): void };

/**
 * The venue on this machine as a recording tells it: its time begins with the recording, and books,
 * prints, ends and the reference are the recorded ones. Nobody lives there. Whoever trades on it
 * changes nothing of what was recorded: all of it is simulated.
 */
export class RecordedExchange {
  readonly venue: LocalVenue;
  readonly driver: RecordingDriver;
  readonly assumptions: readonly Assumption[];
  readonly #served: ServedVenue;
  readonly #source: OpenRecording;

  private constructor(
    venue: LocalVenue,
    driver: RecordingDriver,
    served: ServedVenue,
    source: OpenRecording,
    assumptions: readonly Assumption[],
  ) {
    this.#source = source;
    this.assumptions = assumptions;
    this.venue = venue;
    this.driver = driver;
    this.#served = served;
  }

  /**
   * Serves and plays from now on.
   * @throws when the port is taken, and what reading a damaged recording throws.
   */
  static async start(
    source: OpenRecording,
    options: RecordedExchangeOptions,
  ): Promise<RecordedExchange> {
    const { clock, speed, seed, openingCash, rules, onUnreadable } = options;
    const tapes = new TapesAhead(source.tapes(), onUnreadable);
    try {
      await tapes.read();
      const first = tapes.next?.tsInit[0];
      invariant(first !== undefined, 'a recording without a row');
      const time = new ExchangeTime(clock, speed, first as Timestamp);
      const venue = new LocalVenue({ time, seed, openingCash });
      const { markets, knownAhead } = new RuledUniverse(source, rules);
      const played = { markets, knownAhead, feeds: source.feeds };
      const driver = new RecordingDriver(venue, played, tapes);
      const served = await ServedVenue.start(venue, options);
      driver.start();
      return new RecordedExchange(venue, driver, served, source, options.assumptions);
    } catch (error) {
      await tapes.close();
      source.close();
      throw error;
    }
  }

  /** http://127.0.0.1:port */
  get base(): string {
    return this.#served.server.base;
  }

  get services(): ServiceAddresses {
    return this.#served.services;
  }

  get sockets(): AttachedSockets {
    return this.#served.sockets;
  }

  get intake(): ServedVenue['intake'] {
    return this.#served.intake;
  }

  /** Nobody lives here, so nobody failed. */
  readonly stopped: readonly string[] = [];

  /** Everybody is sent away; nothing happens any more. */
  async stop(): Promise<void> {
    await this.driver.stop();
    this.venue.stop();
    await this.#served.stop();
    this.#source.close();
  }
}
