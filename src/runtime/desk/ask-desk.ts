import { ok, type Result, refuse } from '../../domain/result.ts';
import type { DeskFile } from './desk-file.ts';

/** A desk that is busy answers late; one that hangs, never. */
const WITHIN_MS = 5_000;

/** Asks a running desk. Refuses with `no_answer` where it does not say anything in time. */
export async function askDesk(
  { port, token, name }: DeskFile,
  method: 'GET' | 'POST',
  path: string,
  withinMs: number = WITHIN_MS,
): Promise<Result<unknown>> {
  try {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}` },
      signal: AbortSignal.timeout(withinMs),
    });
    if (answer.ok) return ok(await answer.json());
    return refuse('desk_refuses', `${name} refuses: ${await whyOf(answer)}`);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return refuse('no_answer', `${name} does not answer: ${why}`);
  }
}

async function whyOf(answer: Response): Promise<string> {
  const told = (await answer.json().catch(() => undefined)) as { readonly error?: unknown } | null;
  return typeof told?.error === 'string' ? told.error : String(answer.status);
}
