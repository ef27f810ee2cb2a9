import type { StrategyOpinion } from '../../../src/screen/market-document.ts';
import { explanationOf, sentence } from '../format/words.ts';
import { Empty, Tag } from '../parts/layout.tsx';
import { Numbers } from '../parts/news-list.tsx';

type InspectorProps = {
  readonly opinions: readonly StrategyOpinion[];
  readonly labels: readonly [string | null, string | null];
};

/** Why each strategy would trade now or would not, with what it compares. */
export function Inspector({ opinions, labels }: InspectorProps) {
  if (opinions.length === 0) return <Empty>No strategy has an opinion of this market.</Empty>;
  return (
    <ul>
      {opinions.map((opinion) => (
        <li key={opinion.strategy} className="opinion">
          <Opinion opinion={opinion} labels={labels} />
        </li>
      ))}
    </ul>
  );
}

type OpinionProps = {
  readonly opinion: StrategyOpinion;
  readonly labels: InspectorProps['labels'];
};

function Opinion({ opinion, labels }: OpinionProps) {
  const { strategy, code, outcome, probability, numbers } = opinion;
  const wish =
    outcome === null
      ? 'takes no side now'
      : `would buy ${labels[outcome] ?? `outcome ${outcome + 1}`}`;
  return (
    <div className="stack">
      <div className="split">
        <strong>{strategy}</strong>
        <Tag tone={outcome === null ? 'plain' : 'info'} title={code}>
          {wish}
        </Tag>
      </div>
      <p>
        <strong className="small">{sentence(code)}.</strong>{' '}
        <span className="muted">{explanationOf(code)}</span>
      </p>
      {probability !== null && (
        <p className="small">
          It takes {labels[0] ?? 'the first outcome'} to be{' '}
          <strong>{(probability * 100).toFixed(1)} %</strong> likely.
        </p>
      )}
      <Numbers numbers={numbers} />
    </div>
  );
}
