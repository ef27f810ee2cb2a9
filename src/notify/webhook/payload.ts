import { createHash, createHmac } from 'node:crypto';
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
  const { id, at, desk, isSimulated, kind, level, code, subject, text, numbers, count } = alert;
  return {
    id,
    at: new Date(Math.floor(at / MICROS_PER_MS)).toISOString(),
    ...{ desk, simulated: isSimulated, kind, level, code, subject, text, numbers, count },
  };
}

/** The same for the same alerts, however often they are posted. */
export function deliveryId(alerts: readonly Alert[]): string {
  return hashOf(alerts.map(({ id }) => id).join('\n'));
}

/** An address may hold a secret: what stands for it in a file is a part of its hash. */
export function placeOf(url: Secret): string {
  return `webhook ${hashOf(url.reveal())}`;
}

const hashOf = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 32);

/**
 * Says that a body is ours and when it was sent: whoever knows the secret computes the same over
 * `<seconds>.<body>`, and refuses what is old.
 */
export function signatureOf(secret: Secret, seconds: number, body: string): string {
  const hash = createHmac('sha256', secret.reveal()).update(`${seconds}.${body}`).digest('hex');
  return `v1=${hash}`;
}
