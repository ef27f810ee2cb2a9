import { createHmac } from 'node:crypto';
import type { Secret } from '../../domain/secret.ts';
import { MICROS_PER_MS } from '../../domain/units.ts';
import type { Alert } from '../../ports/notifier.ts';

/** Raised when a field changes its meaning or goes; a new field leaves it as it is. */
const WEBHOOK_VERSION = 1;

/** The body of a delivery: docs/notify.md describes it. */
export function webhookBody(alerts: readonly Alert[]): string {
  return JSON.stringify({ version: WEBHOOK_VERSION, alerts: alerts.map(alertInJson) });
}

function alertInJson(alert: Alert) {
  const { at, desk, isSimulated, kind, level, code, subject, text, numbers, count } = alert;
  return {
    at: new Date(Math.floor(at / MICROS_PER_MS)).toISOString(),
    ...{ desk, simulated: isSimulated, kind, level, code, subject, text, numbers, count },
  };
}

/**
 * Says that a body is ours and when it was sent: whoever knows the secret computes the same over
 * `<seconds>.<body>`, and refuses what is old.
 */
export function signatureOf(secret: Secret, seconds: number, body: string): string {
  const hash = createHmac('sha256', secret.reveal()).update(`${seconds}.${body}`).digest('hex');
  return `v1=${hash}`;
}
