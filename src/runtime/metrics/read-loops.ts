import type { Scrape } from '../../server/metrics/scrape.ts';
import type { AlertTally } from '../notify/notify-messages.ts';
import type { LoopHealth } from '../supervise/supervised-loop.ts';

const STATES = ['running', 'backing_off', 'given_up', 'stopped'] as const;

/** What became of alerts; undefined: nobody is told any, or that is not known yet. */
export function readAlerts(scrape: Scrape, tally: AlertTally | undefined): void {
  if (tally === undefined) return;
  const { waiting, ...ended } = tally;
  for (const [state, count] of Object.entries(ended)) {
    scrape.set('polydesk_alerts_total', count, { state });
  }
  scrape.set('polydesk_alerts_waiting', waiting);
}

/** The work beside the trading. */
export function readLoops(scrape: Scrape, loops: readonly LoopHealth[]): void {
  for (const { name: loop, state, failures } of loops) {
    scrape.states('polydesk_loop_state', 'state', STATES, state, { loop });
    scrape.set('polydesk_loop_failures_total', failures, { loop });
  }
}
