import { logistic, logOddsOf } from '../../probability-model.ts';
import type { PricingEngine } from '../pricing-engine.ts';
import {
  arrivalHalfSpread,
  isKnown,
  isPositive,
  missingForRisk,
  writeQuotes,
} from '../quote-terms.ts';

/**
 * Near the end the price does not diffuse but jumps, to where the resolution is: each quote stands
 * off by `logOdds` more at the end, and by exp(-s / seconds) of that s seconds before.
 */
export type JumpWidening = { readonly logOdds: number; readonly seconds: number };

/**
 * By how much the moves of midpoints over 5 s outgrew their volatility in recorded windows on
 * Bitcoin: 0.49 log odds in the last 20 s, 0.14 and 0.11 up to 40 and 60 s before the end, nothing
 * beyond two minutes (btc-5m-books-2026-04; test/recorded/last-minute.test.ts). Of markets on other
 * things nothing is recorded: there it is an assumption.
 */
const RECORDED_JUMP: JumpWidening = { logOdds: 0.5, seconds: 30 };

/**
 * Avellaneda and Stoikov in log odds (formulas §4b, after Dalen 2025): log odds diffuse, so that
 * quotes stay within 0 and 1. That the spread's second term is that of §1 in units of log odds has
 * only been seen second-hand. Gamma and k come per $; a unit of log odds is p(1 - p) dollars.
 */
export function logitDiffusion(jump: JumpWidening = RECORDED_JUMP): PricingEngine {
  return {
    name: 'logit-diffusion',
    isBounded: true,
    price(inputs, out) {
      const missing = missingForRisk(inputs);
      if (missing !== undefined) return missing;
      const { mid, logitVolatility, secondsLeft, arrivalDecay } = inputs;
      if (!isKnown(logitVolatility)) return 'logit_volatility_unknown';
      if (!isKnown(secondsLeft)) return 'horizon_unknown';
      const decay = decayInLogOdds(mid, arrivalDecay);
      if (!isPositive(decay)) return 'arrivals_unknown';
      const dollars = mid * (1 - mid);
      const gamma = inputs.gamma * dollars;
      // As remainingVariance of the price: at most what holding to the settlement has.
      const variance = Math.min(logitVolatility * logitVolatility * secondsLeft, 1 / dollars);
      const risk = gamma * inputs.orderSize;
      const worth = logOddsOf(mid) - inputs.inventory * gamma * variance;
      const half =
        (risk * variance) / 2 +
        arrivalHalfSpread(risk, decay) +
        jump.logOdds * Math.exp(-secondsLeft / jump.seconds);
      return writeQuotes(out, logistic(worth), logistic(worth - half), logistic(worth + half));
    },
  };
}

/**
 * k per unit of log odds: fills are e times rarer 1/k dollars further toward one half, and that is
 * so many log odds away. By p(1 - p) alone, next to 0 no ask below 1 would be far enough. NaN where
 * there is no price so far away.
 */
function decayInLogOdds(mid: number, arrivalDecay: number): number {
  if (!isPositive(arrivalDecay)) return Number.NaN;
  const near = Math.min(mid, 1 - mid);
  const far = near + 1 / arrivalDecay;
  return far < 1 ? 1 / (logOddsOf(far) - logOddsOf(near)) : Number.NaN;
}
