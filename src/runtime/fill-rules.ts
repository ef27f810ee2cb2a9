import { formatDecimal } from '../domain/units.ts';
import { plural } from '../report/format.ts';
import type { Assumption } from '../report/run-record.ts';
import type { MatchingOptions } from '../sim/options.ts';

/** Which rules filled resting orders where no print says so, as the exchange ran by them. */
export function fillRules(hasTrades: readonly boolean[], rules: MatchingOptions): Assumption[] {
  const silent = hasTrades.filter((has) => !has).length;
  const found: Assumption[] = [];
  if (silent > 0) {
    const markets = plural(silent, 'market was', 'markets were');
    const text = `${markets} recorded without trade prints. ${ruleText(rules)}`;
    found.push({ code: 'fills_inferred', text });
    if (silent === hasTrades.length && rules.inferFills !== 'depletion') {
      const unused = 'Without prints and depletion no queue moves: the queue rule changes nothing.';
      found.push({ code: 'queue_unused', text: unused });
    }
  }
  if (rules.unknownDepth === 'assume') {
    const text = 'Where a size was not recorded, any size is assumed to be there.';
    found.push({ code: 'unknown_depth', text });
  }
  return found;
}

const THROUGH =
  'A resting order is filled there when the other side of the recorded book reaches its price, ';

function ruleText({ inferFills, depletionPpm }: MatchingOptions): string {
  switch (inferFills) {
    case 'off':
      return 'Resting orders are never filled there.';
    case 'through':
      return `${THROUGH}up to the size shown.`;
    case 'depletion': {
      // A hundred times parts per million is per cent in units of 1e-6.
      const part = formatDecimal(depletionPpm * 100);
      return `${THROUGH}and ${part} % of every decrease at its price counts as trades.`;
    }
  }
}
