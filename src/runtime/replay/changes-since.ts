import type { ReplayOrigin } from '../../archive/replay-facts.ts';
import type { StrategyChoice } from '../backtest-options.ts';
import { SOFTWARE } from '../software.ts';
import type { WrittenRun } from './read-run.ts';
import { codeOf } from './written-run.ts';

/** What is another thing than it was when the run was made, in words. */
export function changesSince(
  { begun, ended }: WrittenRun,
  strategies: readonly StrategyChoice[],
  origins: readonly ReplayOrigin[],
): readonly string[] {
  const changes: string[] = [];
  const { version, node } = begun.software;
  if (version !== SOFTWARE.version) {
    changes.push(`polydesk was ${version} and is ${SOFTWARE.version}`);
  }
  if (node !== SOFTWARE.node) changes.push(`node was ${node} and is ${SOFTWARE.node}`);
  for (const [i, { name, definition }] of strategies.entries()) {
    if (begun.strategies[i]?.code !== codeOf(definition))
      changes.push(`strategy ${name} has changed`);
  }
  if (ended === undefined) return changes;
  for (const { dataset, hash } of ended.datasets) {
    const now = origins.find((one) => one.dataset === dataset);
    if (now === undefined) changes.push(`dataset ${dataset} is not there any more`);
    else if (hash === undefined) changes.push(`dataset ${dataset} was not whole then`);
    else if (now.hash !== hash) changes.push(`dataset ${dataset} holds other rows than it did`);
  }
  for (const { dataset } of origins) {
    if (ended.datasets.some((one) => one.dataset === dataset)) continue;
    changes.push(`dataset ${dataset} has been added`);
  }
  return changes;
}
