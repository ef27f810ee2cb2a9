import { z } from 'zod';
import { ok, type Result, refuse } from '../../domain/result.ts';
import { KILL_WITHIN_MS } from '../../polymarket/execution/shutdown.ts';
import { askDesk } from './ask-desk.ts';
import type { DeskFile } from './desk-file.ts';
import type { DeskProof } from './open-control.ts';

/** Its last request may begin when its time is up. */
const SLACK_MS = 15_000;

/** A proof as a desk tells it. */
export const proofSchema = z.object({
  isProven: z.boolean(),
  at: z.number().optional(),
  open: z.array(z.string()).optional(),
  unresolved: z.array(z.string()),
  troubles: z.array(z.string()),
});

/**
 * Has a running desk cancel everything and prove it. One that hangs is not waited for, nor is any
 * longer than `withinMs`; the desk goes on trying.
 */
export async function askKill(
  desk: DeskFile,
  withinMs: number = KILL_WITHIN_MS + SLACK_MS,
): Promise<Result<DeskProof>> {
  const isAlive = await askDesk(desk, 'GET', '/status');
  // One that only will not be looked at any more now, as it is asked too often, lives.
  if (!isAlive.ok && isAlive.code === 'no_answer') return isAlive;
  const told = await askDesk(desk, 'POST', '/kill', { withinMs });
  if (!told.ok) return told;
  const proof = proofSchema.safeParse(told.value);
  if (proof.success) return ok(proof.data);
  return refuse('no_answer', `${desk.name} gives an answer that is no proof`);
}
