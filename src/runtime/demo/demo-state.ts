import { join } from 'node:path';
import { z } from 'zod';
import { ok, type Result } from '../../domain/result.ts';
import type { Timestamp } from '../../domain/units.ts';
import { ACCOUNT_FIELDS, accountOfFields, type PaperAccount } from '../live/paper-account.ts';
import { readState } from '../live/state-file.ts';

/** Where the demo stands: its world, and what its desk holds. Everything in it is simulated. */
export type DemoState = PaperAccount & {
  readonly provenance: 'simulated';
  readonly seed: number;
  /** When the exchange's world began: it goes on while nobody looks. */
  readonly beganAt: Timestamp;
  /** Runs so far. */
  readonly runs: number;
};

const count = z.number().int().nonnegative();

const schema = z.object({
  provenance: z.literal('simulated'),
  seed: count,
  beganAt: count,
  runs: count,
  ...ACCOUNT_FIELDS,
});

export function demoStatePath(folder: string): string {
  return join(folder, 'demo.json');
}

/** The state in a folder; undefined where there is none. Refuses `bad_state`. */
export async function readDemoState(folder: string): Promise<Result<DemoState | undefined>> {
  const read = await readState(demoStatePath(folder), schema, 'state of a demo');
  if (!read.ok || read.value === undefined) return read as Result<undefined>;
  const { provenance, seed, beganAt, runs } = read.value;
  const world = { provenance, seed, beganAt: beganAt as Timestamp, runs };
  return ok({ ...world, ...accountOfFields(read.value) });
}
