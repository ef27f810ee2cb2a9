import Fastify from 'fastify';
import { expect, test } from 'vitest';
import { VirtualClock } from '../../../test/support/virtual-clock.ts';
import { tokenIndex } from '../../domain/ids.ts';
import { notional, type Usd } from '../../domain/units.ts';
import { ExchangeTime } from '../exchange-time.ts';
import { Inside } from '../participants/inside.ts';
import { ParticipantLoop } from '../participants/participant-loop.ts';
import { standardParticipants } from '../participants/standard-participants.ts';
import { LiveSeries } from '../series/live-series.ts';
import { LocalVenue } from '../venue/local-venue.ts';
import { installData } from './data-routes.ts';
import { positionsOf } from './position-rows.ts';
import { WalletHistory } from './wallet-history.ts';

/** Seven minutes of lively trading in two assets, the first windows decided. */
function played() {
  const clock = new VirtualClock();
  const openingCash = 0 as Usd;
  const venue = new LocalVenue({ time: new ExchangeTime(clock), seed: 1, openingCash });
  const history = new WalletHistory(venue);
  const app = Fastify();
  installData(app, venue);
  const assets = ['btc', 'eth'];
  const lanes = { seed: 1, assets, frames: ['5m'], ahead: 1, settleDelaySeconds: 20 } as const;
  const series = new LiveSeries(venue, lanes);
  const loop = new ParticipantLoop({
    inside: new Inside(venue, series.fairPrice),
    inhabitants: standardParticipants(1, assets),
    onStopped: (_name, error) => {
      throw error;
    },
  });
  series.start();
  loop.start();
  clock.advance(420_000);
  const told = async (path: string) => (await app.inject(`/data-api${path}`)).json();
  return { venue, history, told };
}

test('what is summed from trades is what the accounts have', () => {
  const { venue, history } = played();
  const seen = { open: 0, lost: 0, closed: 0 };
  for (const { address, account } of venue.wallets.values()) {
    for (const { holding, held, status } of positionsOf(address, history.holdings(address))) {
      seen[status]++;
      const { market, outcome, payout, fills } = holding;
      const own = account.position(tokenIndex(market.index, outcome))!;
      // All money that went out and came back, fees included, but for the rounding of each fill.
      const flow = held.realized - held.cost - held.fees;
      const paid = payout === undefined ? 0 : notional(held.size, payout, 'down');
      expect(own.traded).toBe(payout === undefined ? held.size : 0);
      expect(own.worthless).toBe(payout === 0 ? held.size : 0);
      expect(Math.abs(own.realized - own.cost - paid - flow)).toBeLessThanOrEqual(fills.length);
    }
  }
  expect(Math.min(seen.open, seen.lost, seen.closed)).toBeGreaterThan(3);
}, 30_000);

type Told = Readonly<Record<string, number | string>>;

/** In units of 1e-6: sums of what is told as numbers are exact in them. */
const units = (value: unknown) => Math.round(Number(value) * 1_000_000);
const sumOf = (rows: readonly Told[], of: (row: Told) => number) =>
  rows.reduce((sum, row) => sum + of(row), 0);

test('what one address tells of a wallet is what the others tell, to the unit', async () => {
  const { venue, told } = played();
  for (const { address } of venue.wallets.values()) {
    const of = `user=${address}&limit=1000`;
    const open: Told[] = (await told(`/v2/positions?${of}&filter_amount=0.000001`)).data;
    const closed: Told[] = (await told(`/v2/positions?${of}&status=CLOSED`)).data;
    const activity: Told[] = (await told(`/v2/activity?${of}`)).data;
    const volume = (await told(`/v2/user-volume?user=${address}`)).data;
    const board = (await told(`/v2/leaderboard?user=${address}`)).data;
    const [first] = await told(`/v1/leaderboard?user=${address}`);
    const profit = sumOf([...open, ...closed], (row) => units(row.total_pnl));
    const held = sumOf(open, (row) => units(row.current_value));
    const cash = sumOf(activity, ({ type, side, usdc_size }) => {
      return units(usdc_size) * (type === 'TRADE' && side === 'BUY' ? -1 : 1);
    });
    expect(units(board.pnl)).toBe(profit);
    expect(cash + held).toBe(profit);
    expect(units((await told(`/value?user=${address}`))[0].value)).toBe(held);
    expect([board.volume, first.vol, first.pnl]).toEqual([
      volume.volume,
      volume.volume_usdc,
      board.pnl,
    ]);
    expect(activity.filter(({ type }) => type === 'TRADE')).toHaveLength(volume.trade_count);
  }
}, 30_000);
