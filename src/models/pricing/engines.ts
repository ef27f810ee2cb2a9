import { avellanedaStoikov } from './avellaneda-stoikov/pricing.ts';
import { glft, glftRunningPenalty } from './glft/pricing.ts';
import { holdToSettlement } from './hold-to-settlement/pricing.ts';
import { legacy } from './legacy/pricing.ts';
import { logitDiffusion } from './logit-diffusion/pricing.ts';
import type { PricingEngine } from './pricing-engine.ts';

export type PricingEngineName =
  | 'avellaneda-stoikov'
  | 'glft'
  | 'glft-running-penalty'
  | 'hold-to-settlement'
  | 'legacy'
  | 'logit-diffusion';

/** The pricing engines by name, with their default options. */
export const PRICING_ENGINES: Readonly<Record<PricingEngineName, PricingEngine>> = {
  'avellaneda-stoikov': avellanedaStoikov,
  glft,
  'glft-running-penalty': glftRunningPenalty,
  'hold-to-settlement': holdToSettlement,
  legacy: legacy(),
  'logit-diffusion': logitDiffusion(),
};
