import type { Config } from 'polydesk';

/** Every key is optional, and the command line overrides it. Money is text, so nothing is lost. */
export default {
  strategies: ['./my-strategy.ts'],
  capital: '1000',
  latency: { feedMs: 125, entryMs: 125, responseMs: 125 },
  limits: {
    maxOrderSize: '100',
    maxMarketExposure: '100',
    maxExposure: '500',
  },
  seed: 1,
} satisfies Config;
