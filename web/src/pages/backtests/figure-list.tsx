import type { PerformanceJson } from '../../../../src/report/json/schema.ts';
import { UNKNOWN } from '../../format/amount.ts';
import { Unknown } from '../../parts/amounts.tsx';
import { Tag, type Tone } from '../../parts/layout.tsx';
import { FIGURES, type Figure, figureText, intervalText } from './figures.ts';

type Of = { readonly of: PerformanceJson };

/** The figures of a run under its verdict. */
export function FigureList({ of }: Of) {
  return (
    <div className="stack">
      <VerdictLine of={of} />
      <dl className="facts">
        {FIGURES.map((figure) => (
          <div key={figure.name} className="fact">
            <dt title={figure.title}>{figure.name}</dt>
            <dd>
              <FigureValue figure={figure} of={of} />
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

const TONES: Readonly<Record<PerformanceJson['verdict']['code'], Tone>> = {
  no_trades: 'plain',
  too_few: 'plain',
  no_edge: 'warn',
  positive: 'good',
  loses: 'bad',
};

/** What can be said of it, and why not more. */
export function VerdictLine({ of: { verdict, intervalsReliable, trades } }: Of) {
  return (
    <p>
      <Tag tone={TONES[verdict.code]}>{verdict.text}</Tag>{' '}
      <span className="muted small">
        {verdict.why}
        {trades > 0 && !intervalsReliable && ' Under 30 markets intervals are not to be relied on.'}
      </span>
    </p>
  );
}

export function FigureValue({ figure, of }: Of & { readonly figure: Figure }) {
  const text = figureText(figure, of);
  if (text === UNKNOWN) return <Unknown why="too little was traded to know it" />;
  const range = intervalText(figure, of);
  const value = figure.value(of) ?? 0;
  const lean = figure.isGain !== true || value === 0 ? '' : value > 0 ? 'up' : 'down';
  return (
    <>
      <span className={`nowrap ${lean}`}>{text}</span>
      {range !== undefined && <span className="muted small nowrap"> {range}</span>}
    </>
  );
}
