import type { Scrape } from '../../server/metrics/scrape.ts';
import type { LoopHealth } from '../supervise/supervised-loop.ts';

const STATES = ['running', 'backing_off', 'given_up', 'stopped'] as const;

/** The work beside the trading. */
export function readLoops(scrape: Scrape, loops: readonly LoopHealth[]): void {
  for (const { name: loop, state, failures } of loops) {
    scrape.states('polydesk_loop_state', 'state', STATES, state, { loop });
    scrape.set('polydesk_loop_failures_total', failures, { loop });
  }
}
