import { z } from 'zod';
import { ok, type Result, refuse } from '../../domain/result.ts';
import { askDesk } from './ask-desk.ts';
import { proofSchema } from './ask-kill.ts';
import type { DeskFile } from './desk-file.ts';
import type { LeavingProof } from './open-control.ts';

const schema = proofSchema.extend({
  isOnPaper: z.boolean(),
  others: z.array(z.string()).optional(),
});

/** Has a desk that trades live leave the venue. Refuses `not_proven` and `ends`: then it ends. */
export async function askPaper(desk: DeskFile, withinMs: number): Promise<Result<LeavingProof>> {
  const told = await askDesk(desk, 'POST', '/paper', { withinMs });
  if (!told.ok) return told;
  const left = schema.safeParse(told.value);
  if (!left.success) return refuse('no_answer', `${desk.name} gives an answer that is no proof`);
  if (left.data.isOnPaper) return ok(left.data);
  if (left.data.isProven) return refuse('ends', `${desk.name} ends: it goes to no paper any more`);
  const why = left.data.troubles.join('; ');
  return refuse('not_proven', `NOT PROVEN that nothing of ${desk.name} is open, it ends: ${why}`);
}
