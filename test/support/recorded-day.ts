// A backtest's orders on the local exchange that the same recording drives, and whether both trade
// the same. Virtual time; orders arrive when they arrived in the backtest.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { ArchiveSource } from '../../src/archive/archive-source.ts';
import { Duck, sqlText } from '../../src/archive/duck.ts';
import type { SubmitOrder } from '../../src/domain/command.ts';
import {
  type ClientOrderId,
  marketOf,
  outcomeOf,
  type VenueOrderId,
} from '../../src/domain/ids.ts';
import type { JournalEntry } from '../../src/domain/journal-entry.ts';
import type { Timestamp } from '../../src/domain/units.ts';
import { ExchangeTime } from '../../src/exchange/exchange-time.ts';
import { RecordingDriver } from '../../src/exchange/recording/recording-driver.ts';
import { TapesAhead } from '../../src/exchange/recording/tapes-ahead.ts';
import { LocalVenue } from '../../src/exchange/venue/local-venue.ts';
import type { OrderRecord } from '../../src/exchange/venue/order-record.ts';
import type { TradeRecord } from '../../src/exchange/venue/trade-record.ts';
import type { SettlementTimes } from '../../src/exchange/venue/venue-settlement.ts';
import type { Timer } from '../../src/ports/clock.ts';
import { importInto } from '../../src/runtime/archive.ts';
import type { BacktestOptions } from '../../src/runtime/backtest-options.ts';
import { RuledUniverse } from '../../src/runtime/ruled-universe.ts';
import type { DayFill } from './fill-differences.ts';
import { temporaryFolder } from './imported.ts';
import { breathe, VirtualClock } from './virtual-clock.ts';

const TRADER = '0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266';

/** An archive of some minutes of the recorded 5-minute books. */
export async function archivedMinutes(folder: string, slugs: readonly string[]): Promise<string> {
  const root = temporaryFolder();
  const cut = join(temporaryFolder(), 'btc-5m-books-2026-04');
  mkdirSync(cut);
  const name = 'btc5m_book_2026-04-15.parquet';
  const duck = await Duck.open();
  try {
    await duck.run(`COPY (SELECT * FROM read_parquet(${sqlText(join(folder, name))})
      WHERE slug IN (${slugs.map(sqlText).join(', ')}) ORDER BY slug, asset_id, "timestamp")
      TO ${sqlText(join(cut, name))} (FORMAT parquet)`);
  } finally {
    duck.close();
  }
  await importInto(root, cut, undefined, () => {});
  return root;
}

export type DayOnExchange = {
  readonly fills: DayFill[];
  /** Codes of refusals by order. */
  readonly refused: ReadonlyMap<ClientOrderId, string>;
  readonly driver: RecordingDriver;
  readonly venue: LocalVenue;
};

export type Conditions = {
  readonly settlement: SettlementTimes;
  /** By so much all timers of the machine are late. */
  readonly lateMs: number;
};

class LateClock extends VirtualClock {
  readonly #lateMs: number;

  constructor(lateMs: number) {
    super();
    this.#lateMs = lateMs;
  }

  override setTimer(delayMs: number, run: () => void): Timer {
    return super.setTimer(delayMs + this.#lateMs, run);
  }
}

/** Sends what a backtest sent to the exchange that its recording drives. */
export async function sentToExchange(
  { data, latency, ...options }: BacktestOptions,
  journal: readonly JournalEntry[],
  { settlement, lateMs }: Conditions,
): Promise<DayOnExchange> {
  const source = await ArchiveSource.open(data.root, { onlyComplete: data.completeOnly });
  const tapes = new TapesAhead(source.tapes(), (error) => {
    throw error;
  });
  await tapes.read();
  const clock = new LateClock(lateMs);
  const time = new ExchangeTime(clock, 1, tapes.next?.tsInit[0] as Timestamp);
  const venue = new LocalVenue({ time, seed: 1, openingCash: options.capital, settlement });
  const { feeds } = source;
  const { markets, knownAhead } = new RuledUniverse(source, options);
  const driver = new RecordingDriver(venue, { markets, knownAhead, feeds }, tapes);
  const trades = new Map<string, TradeRecord>();
  venue.listen({ trade: (trade) => trades.set(trade.id, trade) });
  driver.start();
  const pass = async (until: number) => {
    clock.advance((until - time.now()) / 1_000);
    await breathe();
  };
  const orders = new Orders(venue);
  for (const entry of journal) {
    if (entry.kind !== 'Submitted' && entry.kind !== 'CancelRequested') continue;
    await pass(entry.at + (latency.entry as number));
    if (entry.kind === 'CancelRequested') orders.cancel(entry.command.order);
    else orders.submit(entry.command);
  }
  while (!driver.isOver) await pass(time.now() + 60_000_000);
  source.close();
  const fills = [...trades.values()].flatMap((trade) => orders.fillsOf(trade));
  return { fills, refused: orders.refused, driver, venue };
}

/** Orders by the ids that the backtest gave them. */
class Orders {
  readonly refused = new Map<ClientOrderId, string>();
  readonly #venue: LocalVenue;
  readonly #records = new Map<ClientOrderId, OrderRecord>();
  readonly #ids = new Map<OrderRecord, ClientOrderId>();

  constructor(venue: LocalVenue) {
    this.#venue = venue;
  }

  submit({ id, terms }: SubmitOrder): void {
    const venue = this.#venue;
    const wallet = venue.wallet(TRADER, TRADER);
    const order = {
      id: venue.ids.hash('order of a backtest', id) as VenueOrderId,
      key: venue.keys.create(TRADER, '0'),
      wallet,
      market: venue.markets.at(marketOf(terms.token)),
      outcome: outcomeOf(terms.token),
      terms,
      expirationSeconds: 0,
    };
    const record = venue.submit(order, (decision) => {
      if (decision.kind === 'refused') this.refused.set(id, decision.code);
    });
    this.#records.set(id, record);
    this.#ids.set(record, id);
  }

  cancel(id: ClientOrderId): void {
    const record = this.#records.get(id);
    if (record !== undefined) this.#venue.cancel(record);
  }

  fillsOf({ taker, makers, matchedAt: at }: TradeRecord): DayFill[] {
    return [taker, ...makers].flatMap(({ order: record, price, size }) => {
      const order = record === undefined ? undefined : this.#ids.get(record);
      return order === undefined ? [] : { order, at, price, size };
    });
  }
}
