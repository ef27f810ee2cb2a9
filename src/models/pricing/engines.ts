import { avellanedaStoikov } from './avellaneda-stoikov/pricing.ts';
import type { PricingEngine } from './pricing-engine.ts';

export type PricingEngineName = 'avellaneda-stoikov';

/** The pricing engines by name, with their default options. */
export const PRICING_ENGINES: Readonly<Record<PricingEngineName, PricingEngine>> = {
  'avellaneda-stoikov': avellanedaStoikov,
};
