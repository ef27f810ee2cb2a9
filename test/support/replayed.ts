// A past run, run again from its journal, with the shipped strategies or others.
import type { StrategyDefinition } from '../../src/ports/strategy.ts';
import { readRun } from '../../src/runtime/replay/read-run.ts';
import { replayRun } from '../../src/runtime/replay/replay-run.ts';
import { optionsOfRun } from '../../src/runtime/replay/run-options.ts';
import { offerStrategies } from '../../src/runtime/strategies.ts';

export async function replayOf(path: string, own: readonly StrategyDefinition[] = []) {
  const run = await readRun(path);
  if (!run.ok) throw new Error(run.message);
  const offered = offerStrategies(own);
  if (!offered.ok) throw new Error(offered.message);
  const options = optionsOfRun(run.value.begun, offered.value);
  if (!options.ok) throw new Error(options.message);
  return { run: run.value, replayed: await replayRun(run.value, options.value) };
}
