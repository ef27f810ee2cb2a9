import { SCALE, type Shares, type Usd } from '../../domain/units.ts';
import type { Participant } from './floor.ts';
import { InformedTrader } from './informed-trader.ts';
import { type MakerOptions, MarketMaker } from './market-maker.ts';
import { NoiseTrader } from './noise-trader.ts';
import { SHARE } from './token-market.ts';

/** A participant and what it owns at the beginning. */
export type Inhabitant = { readonly participant: Participant; readonly cash: Usd };

const CENT = SCALE / 100;
/** Part of the noise that leaves orders instead of taking. */
const RESTING_SHARE = 0.3;
const NOISE_TRADERS = 3;
/** Dollars for each asset: noise loses its spread and fees to the others, for weeks. */
const CASH_PER_ASSET = 100_000 * SCALE;

const TIGHT_MAKER: Omit<MakerOptions, 'seed'> = {
  name: 'maker/tight',
  halfSpread: 0.6 * CENT,
  levels: 3,
  size: (30 * SHARE) as Shares,
  skewPerShare: 0.004 * CENT,
  mostShares: (300 * SHARE) as Shares,
  everyMs: 500,
  reactionMs: 50,
  extraReactionMs: 40,
  pullSeconds: 3,
};

const WIDE_MAKER: Omit<MakerOptions, 'seed'> = {
  name: 'maker/wide',
  halfSpread: 1.6 * CENT,
  levels: 5,
  size: (80 * SHARE) as Shares,
  skewPerShare: 0.002 * CENT,
  mostShares: (1_000 * SHARE) as Shares,
  everyMs: 500,
  reactionMs: 20,
  extraReactionMs: 20,
  pullSeconds: 2,
};

/**
 * The usual inhabitants of the local exchange: two makers, two who know, and noise that takes
 * about `tradesPerMinute` times in each open market. Their numbers are invented.
 */
export function standardParticipants(
  seed: number,
  assets: readonly string[],
  tradesPerMinute = 4,
): Inhabitant[] {
  const arrivalsPerMinute = tradesPerMinute / (1 - RESTING_SHARE) / NOISE_TRADERS;
  const noise = Array.from({ length: NOISE_TRADERS }, (_, i) => {
    const name = `noise/${i + 1}`;
    const meanShares = 4 * (i + 1);
    const common = { restingShare: RESTING_SHARE, arrivalsPerMinute, meanShares };
    return new NoiseTrader({ name, seed, ...common });
  });
  const informed = { seed, mostShares: 200, threshold: 0.5 * CENT };
  const participants: Participant[] = [
    new MarketMaker({ seed, ...TIGHT_MAKER }),
    new MarketMaker({ seed, ...WIDE_MAKER }),
    new InformedTrader({ ...informed, name: 'informed/1', delayMs: 250, extraDelayMs: 500 }),
    new InformedTrader({ ...informed, name: 'informed/2', delayMs: 800, extraDelayMs: 1_500 }),
    ...noise,
  ];
  const cash = (CASH_PER_ASSET * Math.max(assets.length, 1)) as Usd;
  return participants.map((participant) => ({ participant, cash }));
}
