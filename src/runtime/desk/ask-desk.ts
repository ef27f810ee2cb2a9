import { ok, type Result, refuse } from '../../domain/result.ts';
import type { DeskFile } from './desk-file.ts';

type Patience = {
  readonly withinMs?: number;
  /** Ends it at once. */
  readonly signal?: AbortSignal;
};

/** A desk that is busy answers late; one that hangs, never. */
const WITHIN_MS = 5_000;

/**
 * Asks a running desk. Refuses `no_answer` where it does not say anything in time, `not_found`
 * where it does not know what is named, and `desk_refuses`.
 */
export async function askDesk(
  { port, token, name }: DeskFile,
  method: 'GET' | 'POST',
  path: string,
  { withinMs = WITHIN_MS, signal }: Patience = {},
): Promise<Result<unknown>> {
  const late = AbortSignal.timeout(withinMs);
  try {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}` },
      signal: signal === undefined ? late : AbortSignal.any([signal, late]),
    });
    if (answer.ok) return ok(await answer.json());
    const code = answer.status === 404 ? 'not_found' : 'desk_refuses';
    return refuse(code, `${name} refuses: ${await whyOf(answer)}`);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return refuse('no_answer', `${name} does not answer: ${why}`);
  }
}

async function whyOf(answer: Response): Promise<string> {
  const told = (await answer.json().catch(() => undefined)) as { readonly error?: unknown } | null;
  return typeof told?.error === 'string' ? told.error : String(answer.status);
}
