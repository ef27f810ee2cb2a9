import { SCALE, type Timestamp, type Usd } from '../../domain/units.ts';
import { STANDARD } from '../../exchange/limits/signer-limits.ts';
import { SystemClock } from '../../net/system-clock.ts';
import type { DataSelection } from '../backtest-options.ts';
import { factsTold } from '../market-facts.ts';
import { openRecordings } from '../open-recordings.ts';
import type { MarketRules } from '../ruled-universe.ts';
import type { ExchangeFrame } from './exchange-choice.ts';
import { LocalExchange } from './local-exchange.ts';
import { RecordedExchange } from './recorded-exchange.ts';
import type { OwnPorts } from './served-venue.ts';

/** What a person may choose; the rest has defaults. */
export type ExchangeWishes = {
  readonly port?: number | undefined;
  readonly ownPorts?: OwnPorts | undefined;
  readonly assets?: readonly string[] | undefined;
  readonly frames?: readonly ExchangeFrame[] | undefined;
  readonly seed?: number | undefined;
  readonly cash?: Usd | undefined;
  readonly speed?: number | undefined;
  readonly tradesPerMinute?: number | undefined;
  /** Whether signers are limited as on the venue. */
  readonly isLimited?: boolean | undefined;
  readonly beganAt?: Timestamp | undefined;
};

export const EXCHANGE_PORT = 8430;
const OPENING_CASH = (1_000 * SCALE) as Usd;
/** Windows listed before they open; the venue lists a day ahead. */
const AHEAD = 2;

/** Starts the local exchange. `onFault`: a fault of the program; the exchange goes on. */
export function openExchange(
  wishes: ExchangeWishes,
  onFault: (error: unknown) => void,
): Promise<LocalExchange> {
  return LocalExchange.start({
    port: wishes.port ?? EXCHANGE_PORT,
    ownPorts: wishes.ownPorts,
    seed: wishes.seed ?? 1,
    assets: wishes.assets ?? ['btc', 'eth'],
    frames: wishes.frames ?? ['5m', '15m'],
    ahead: AHEAD,
    openingCash: wishes.cash ?? OPENING_CASH,
    speed: wishes.speed ?? 1,
    tradesPerMinute: wishes.tradesPerMinute ?? 4,
    beganAt: wishes.beganAt,
    tier: wishes.isLimited === false ? undefined : STANDARD,
    onFault,
  });
}

/** What a person may choose of an exchange that a recording drives. */
export type RecordedWishes = Pick<
  ExchangeWishes,
  'port' | 'ownPorts' | 'seed' | 'cash' | 'speed' | 'isLimited'
> & {
  readonly data: DataSelection;
  /** What stands in for what its markets do not tell of themselves. */
  readonly rules: MarketRules;
};

/**
 * Starts the local exchange with what was recorded instead of what is invented.
 * @throws ArchiveError when there is no such archive, it is damaged, or nothing is chosen of it.
 */
export async function openRecordedExchange(
  { data, rules, ...wishes }: RecordedWishes,
  onFault: (error: unknown) => void,
  onUnreadable: (error: unknown) => void,
): Promise<RecordedExchange> {
  const source = await openRecordings(data);
  return RecordedExchange.start(source, {
    rules,
    assumptions: factsTold(source.universe, rules),
    port: wishes.port ?? EXCHANGE_PORT,
    ownPorts: wishes.ownPorts,
    seed: wishes.seed ?? 1,
    openingCash: wishes.cash ?? OPENING_CASH,
    speed: wishes.speed ?? 1,
    tier: wishes.isLimited === false ? undefined : STANDARD,
    clock: new SystemClock(),
    onFault,
    onUnreadable,
  });
}
