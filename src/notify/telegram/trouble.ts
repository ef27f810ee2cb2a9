import { GrammyError, HttpError } from 'grammy';
import type { Delivery } from '../../ports/notifier.ts';

const MS = 1_000;

/** What the Bot API answers as a delivery, in words that hold no address and no token. */
export function deliveryAfter(error: unknown): Exclude<Delivery, { readonly kind: 'sent' }> {
  if (error instanceof GrammyError) {
    const { error_code: code, description, parameters } = error;
    const why = `Telegram answers ${code}: ${description}`;
    if (code === 429) {
      return { kind: 'later', why, afterMs: (parameters.retry_after ?? 1) * MS };
    }
    // A chat that is not there, or has blocked the bot, may let it in later.
    const isBad = code === 400 && !/chat not found/.test(description);
    return isBad ? { kind: 'refused', why } : { kind: 'later', why };
  }
  return { kind: 'later', why: `Telegram cannot be reached: ${lineTrouble(error)}` };
}

/** The token is not good, or another program asks with it: nothing is gained by asking at once. */
export function isTurnedAway(error: unknown): boolean {
  return error instanceof GrammyError && [401, 404, 409].includes(error.error_code);
}

/** An error's own words hold the address with the token in it: only its code is told. */
function lineTrouble(error: unknown): string {
  const inner: unknown = error instanceof HttpError ? error.error : error;
  if (typeof inner !== 'object' || inner === null) return 'unknown';
  const { code, name } = inner as { readonly code?: unknown; readonly name?: unknown };
  if (typeof code === 'string') return code;
  return name === 'AbortError' ? 'no answer' : String(name ?? 'unknown');
}
