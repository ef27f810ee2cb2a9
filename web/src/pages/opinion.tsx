import type { ReactNode } from 'react';
import type { StrategyOpinion } from '../../../src/screen/market-document.ts';
import { outcomeName } from '../format/outcome-name.ts';
import { explanationOf, sentence } from '../format/words.ts';
import { Tag } from '../parts/layout.tsx';
import { Numbers } from '../parts/news-list.tsx';
import { SignalTable } from './signal-table.tsx';

type OpinionProps = {
  /** Whose it is, or of what. */
  readonly title: ReactNode;
  readonly opinion: Omit<StrategyOpinion, 'strategy'>;
  readonly labels: readonly [string | null, string | null];
};

/** What a strategy would do in a market, why, and what it compares for that. */
export function Opinion({ title, opinion, labels }: OpinionProps) {
  const { code, outcome, probability, numbers, signals } = opinion;
  const wish = outcome === null ? 'takes no side now' : `would buy ${outcomeName(labels, outcome)}`;
  // The vote of a signal stands in its own line.
  const told = new Set(signals?.map(({ name }) => name));
  const others = Object.entries(numbers).filter(([name]) => !told.has(name));
  return (
    <div className="stack">
      <div className="split">
        <strong>{title}</strong>
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
      {signals !== null && <SignalTable signals={signals} labels={labels} />}
      <Numbers numbers={Object.fromEntries(others)} />
    </div>
  );
}
