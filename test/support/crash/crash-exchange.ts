import type { VenueOrderId } from '../../../src/domain/ids.ts';
import { ok, type Result } from '../../../src/domain/result.ts';
import {
  createExchangeServer,
  type ExchangeServer,
} from '../../../src/exchange/http/exchange-server.ts';
import { OrderIntake } from '../../../src/exchange/intake/order-intake.ts';
import type { VerifyOrder } from '../../../src/exchange/intake/sent-order.ts';
import { EXCHANGE_V2 } from '../../../src/polymarket/signing/exchange-contract.ts';
import type { ExchangeOrder } from '../../../src/polymarket/signing/exchange-order.ts';
import { orderId, verifyOrder } from '../../../src/polymarket/signing/order-signature.ts';
import { ANVIL_ADDRESS } from '../anvil.ts';
import { aListing, LocalBench } from '../local-venue.ts';
import { breathe } from '../virtual-clock.ts';
import { CrashDisk } from './crash-disk.ts';
import { type CrashWire, realWire, virtualWire } from './crash-wire.ts';

/** Takers are held back so long, as in crypto markets, ms. */
const TAKER_DELAY_MS = 150;

/** A desk that has not started by then never will. */
const PATIENCE_MS = 300_000;

/** What survives a desk: the exchange, the wire to it, and the disk with the journal. */
export class CrashExchange {
  readonly bench: LocalBench;
  readonly disk: CrashDisk;
  /** How often each order arrived. */
  readonly arrived = new Map<VenueOrderId, number>();
  /** Those whose intent was not safe on the disk when they arrived. */
  readonly unwritten: VenueOrderId[] = [];
  #server: ExchangeServer | undefined;
  #wire: CrashWire | undefined;

  private constructor() {
    const listing = aListing();
    const market = { ...listing.market, takerDelayMs: TAKER_DELAY_MS };
    this.bench = new LocalBench({}, { ...listing, market });
    this.disk = new CrashDisk(this.bench.clock);
  }

  static async open(kind: 'virtual' | 'real'): Promise<CrashExchange> {
    const exchange = new CrashExchange();
    const { bench } = exchange;
    const intake = new OrderIntake(bench.venue, (terms, signature) =>
      exchange.#arrive(verified(terms, signature)),
    );
    const verifyLogin = () => ok('nobody');
    const options = { venue: bench.venue, intake, verifyLogin, tier: undefined };
    exchange.#server = await createExchangeServer(options);
    const wire = kind === 'real' ? realWire : virtualWire;
    exchange.#wire = wire(bench, exchange.#server.app);
    return exchange;
  }

  get server(): ExchangeServer {
    return this.#server as ExchangeServer;
  }

  get wire(): CrashWire {
    return this.#wire as CrashWire;
  }

  /** Time passes slowly enough for the wire. */
  async until(holds: () => boolean): Promise<void> {
    const { clock } = this.bench;
    const most = clock.monotonic() + PATIENCE_MS * 1_000;
    while (!holds()) {
      if (clock.monotonic() > most) throw new Error('what was waited for did not come');
      clock.advance(1);
      await breathe();
    }
  }

  async pass(ms: number): Promise<void> {
    const until = this.bench.clock.monotonic() + ms * 1_000;
    await this.until(() => this.bench.clock.monotonic() >= until);
  }

  async come<T>(promise: Promise<T>): Promise<T> {
    let isOver = false;
    void promise.finally(() => {
      isOver = true;
    });
    await this.until(() => isOver);
    return promise;
  }

  async close(): Promise<void> {
    this.wire.close();
    this.bench.venue.stop();
    await this.server.close();
  }

  #arrive(id: Result<VenueOrderId>): Result<VenueOrderId> {
    if (!id.ok) return id;
    this.arrived.set(id.value, (this.arrived.get(id.value) ?? 0) + 1);
    if (!this.disk.synced.includes(id.value)) this.unwritten.push(id.value);
    return id;
  }
}

/** Runs are alike, so that most orders were verified in an earlier one. */
const known = new Map<string, Result<VenueOrderId>>();

const verified = (terms: Parameters<VerifyOrder>[0], signature: string) => {
  // Addresses come in lower case, and are signed as numbers.
  const named = { ...terms, maker: ANVIL_ADDRESS, signer: ANVIL_ADDRESS };
  const key = JSON.stringify([named, signature], (_name, value) =>
    typeof value === 'bigint' ? String(value) : value,
  );
  let result = known.get(key);
  if (result === undefined) {
    const order = named as unknown as ExchangeOrder;
    const signer = verifyOrder(order, EXCHANGE_V2, signature);
    result = signer.ok ? ok(orderId(order, EXCHANGE_V2)) : signer;
    known.set(key, result);
  }
  return result;
};
