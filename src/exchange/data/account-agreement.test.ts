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
import { positionsOf } from './position-rows.ts';
import { WalletHistory } from './wallet-history.ts';

/** Seven minutes of lively trading in two assets, the first windows decided. */
function played() {
  const clock = new VirtualClock();
  const openingCash = 0 as Usd;
  const venue = new LocalVenue({ time: new ExchangeTime(clock), seed: 1, openingCash });
  const history = new WalletHistory(venue);
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
  return { venue, history };
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
      expect(Math.abs(own.realized - own.cost - paid - flow)).toBeLessThanOrEqual(fills.length);
    }
  }
  expect(Math.min(seen.open, seen.lost, seen.closed)).toBeGreaterThan(3);
}, 30_000);
