import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { ClientOrderId, StrategyIndex, TokenId } from '../../domain/ids.ts';
import { ok, type Result, refuse } from '../../domain/result.ts';
import type { Shares, Timestamp, Usd } from '../../domain/units.ts';
import type { OpeningPosition } from '../../engine/opening.ts';

/** Where the demo stands: its world, and what its desk holds. Everything in it is simulated. */
export type DemoState = {
  readonly seed: number;
  /** When the exchange's world began: it goes on while nobody looks. */
  readonly beganAt: Timestamp;
  /** Runs so far. */
  readonly runs: number;
  readonly cash: Usd;
  readonly positions: readonly OpeningPosition[];
  readonly nextOrder: ClientOrderId;
};

const FILE = 'demo.json';
const count = z.number().int().nonnegative();

const schema = z.object({
  provenance: z.literal('simulated'),
  seed: count,
  beganAt: count,
  runs: count,
  cash: z.number().int(),
  nextOrder: count.min(1),
  positions: z.array(
    z.object({ token: z.string(), strategy: count, shares: count, cost: z.number().int() }),
  ),
});

/** The state in a folder; undefined where there is none. Refuses a file that is not one. */
export async function readDemoState(folder: string): Promise<Result<DemoState | undefined>> {
  const path = join(folder, FILE);
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (isMissing(error)) return ok(undefined);
    throw error;
  }
  const parsed = schema.safeParse(parseJson(text));
  if (!parsed.success) return refuse('bad_demo_state', `${path} is no state of a demo`);
  const { seed, beganAt, runs, cash, nextOrder, positions } = parsed.data;
  return ok({
    seed,
    beganAt: beganAt as Timestamp,
    runs,
    cash: cash as Usd,
    nextOrder: nextOrder as ClientOrderId,
    positions: positions.map(({ token, strategy, shares, cost }) => ({
      token: token as TokenId,
      strategy: strategy as StrategyIndex,
      shares: shares as Shares,
      cost: cost as Usd,
    })),
  });
}

/** Written whole or not at all. */
export async function writeDemoState(folder: string, state: DemoState): Promise<void> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, FILE);
  const fresh = `${path}.new`;
  await writeFile(
    fresh,
    `${JSON.stringify({ provenance: 'simulated', ...state }, undefined, 2)}\n`,
  );
  await rename(fresh, path);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
