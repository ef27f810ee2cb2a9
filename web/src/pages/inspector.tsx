import type { StrategyOpinion } from '../../../src/screen/market-document.ts';
import { Empty } from '../parts/layout.tsx';
import { Opinion } from './opinion.tsx';

type InspectorProps = {
  readonly opinions: readonly StrategyOpinion[];
  readonly labels: readonly [string | null, string | null];
};

/** Why each strategy would trade now or would not, with what it compares. */
export function Inspector({ opinions, labels }: InspectorProps) {
  if (opinions.length === 0) return <Empty>No strategy has an opinion of this market.</Empty>;
  return (
    <ul>
      {opinions.map(({ strategy, ...opinion }) => (
        <li key={strategy} className="opinion">
          <Opinion title={strategy} opinion={opinion} labels={labels} />
        </li>
      ))}
    </ul>
  );
}
