import { hostname } from 'node:os';
import { z } from 'zod';
import { isAlive, processOf } from '../../locks/lock-owner.ts';

export type LeaseFacts = {
  readonly host: string;
  /** When the desk took it, µs UTC. */
  readonly startedAt: number;
  /** Undefined while it is being taken: the next one is given under the lease alone. */
  readonly token: number | undefined;
};

const schema = z.object({
  host: z.string(),
  startedAt: z.number().int(),
  token: z.number().int().positive().optional(),
});

/** Text of a lease file: the process on the first line, for whom it is on the second. */
export function leaseText(owner: string, facts: LeaseFacts): string {
  return `${owner}\n${JSON.stringify(facts)}\n`;
}

/** Who holds a lease, as far as its file can be read. */
export function holderIn(text: string): Partial<LeaseFacts> & { readonly processId: number } {
  const [owner = '', facts = ''] = text.split('\n');
  const read = schema.safeParse(parsed(facts));
  return { processId: processOf(owner), ...(read.success ? read.data : {}) };
}

/**
 * Whether the holder still runs. Of another machine, or a container of another name, that shares
 * the folder this one cannot tell: its lease stands until somebody deletes it.
 */
export function isHolderAlive(text: string): boolean {
  const { host } = holderIn(text);
  return host !== undefined && host !== hostname() ? true : isAlive(text.split('\n')[0] ?? '');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
