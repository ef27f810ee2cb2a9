import type { Outage } from '../faults/outage.ts';
import { type Answer, refusal } from './answer.ts';

/**
 * What the venue says to orders, to orders that may trade at once ("taking"), or to cancels, in a
 * mode that does not take them; undefined where they are taken. Texts: protocol notes §4.3.
 */
export function outageAnswer(
  { mode, secondsLeft }: Outage,
  what: 'orders' | 'taking' | 'cancels',
): Answer | undefined {
  if (mode === 'restarting') return refusal(425, 'Service is not ready: the engine is restarting');
  if (what === 'cancels') return undefined;
  if (mode === 'disabled') {
    return refusal(503, 'Trading is currently disabled. Check polymarket.com for updates');
  }
  if (mode === 'cancel_only') {
    return refusal(
      503,
      'Trading is currently cancel-only. New orders are not accepted, but cancels are allowed.',
    );
  }
  return what === 'taking' && mode === 'post_only' ? postOnly(secondsLeft) : undefined;
}

function postOnly(secondsLeft: number | undefined): Answer {
  const error = 'post-only mode: only post-only orders and cancels are allowed';
  const body = { error, code: 'post_only_mode' };
  if (secondsLeft === undefined) return { status: 503, body };
  return {
    status: 503,
    body: { ...body, retry_after_seconds: secondsLeft },
    headers: { 'Retry-After': String(secondsLeft) },
  };
}
