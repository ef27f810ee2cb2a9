import type { StrategyRow } from '../../../src/screen/desk-document.ts';
import type { Weights } from '../../../src/server/dashboard/history.ts';
import { percent } from '../format/amount.ts';
import { nameInWords } from '../format/words.ts';
import { useAnswer } from '../live/use-answer.ts';
import { Chart } from '../parts/chart.tsx';
import { Panel } from '../parts/layout.tsx';

const EVERY_MS = 20_000;
const COLORS = ['--accent', '--gain', '--loss', '--warn', '--muted', '--text'];

type WeightsPanelProps = { readonly name: string; readonly row: StrategyRow };

/** How much it listens to each of its sources, and how that has moved as it learned. */
export function WeightsPanel({ name, row: { weights } }: WeightsPanelProps) {
  const path = `/api/weights?strategy=${encodeURIComponent(name)}`;
  const answer = useAnswer<{ readonly points: readonly Weights[] }>(path, EVERY_MS);
  if (weights === null) return null;
  const sources = Object.keys(weights);
  const points = answer?.ok ? answer.value.points : [];
  return (
    <Panel title="How much it listens to each source">
      <dl className="facts">
        {sources.map((source) => (
          <div key={source} className="fact">
            <dt title={source}>{nameInWords(source)}</dt>
            <dd>{percentOf(weights[source] ?? 0)}</dd>
          </div>
        ))}
      </dl>
      {points.length < 2 ? (
        <p className="muted small weights-still">
          They have not moved since the dashboard listens: each ten decided markets move them.
        </p>
      ) : (
        <Chart
          label="Weights of its sources over time"
          empty=""
          height={200}
          format={percentOf}
          xs={points.map(({ at }) => at / 1_000_000)}
          lines={sources.map((source, i) => ({
            name: nameInWords(source),
            values: points.map((point) => point.weights[source] ?? null),
            color: COLORS[i % COLORS.length] as string,
            kind: 'line',
            scale: 'weight',
          }))}
        />
      )}
    </Panel>
  );
}

function percentOf(weight: number): string {
  return percent(Math.round(weight * 1_000_000), 0);
}
