import type { BacktestJob } from '../../../../src/screen/backtest-job.ts';
import { hrefOf } from '../../app/route.ts';
import { usd } from '../../format/amount.ts';
import { useAnswer } from '../../live/use-answer.ts';
import { Answered } from '../../parts/answered.tsx';
import { Chart } from '../../parts/chart.tsx';
import { Empty, PageHead, Panel, Scroll } from '../../parts/layout.tsx';
import { ProvenanceTag } from '../../parts/provenance-tag.tsx';
import { ZoneNote } from '../../parts/when.tsx';
import { VerdictLine } from './figure-list.tsx';
import { pairedOf } from './paired.ts';
import { choicesInWords, dataInWords } from './request-words.ts';
import {
  bestCell,
  curvesOver,
  dataDifferences,
  performanceOf,
  provenanceOf,
  type ResultJson,
} from './result-json.ts';
import { TwoTable } from './two-table.tsx';
import { isNoFilm, useJobs } from './use-jobs.ts';

type TwoPageProps = { readonly ids: readonly [string, string] };

const LINES = [
  { color: '--accent', kind: 'line', scale: 'usd' },
  { color: '--warn', kind: 'line', scale: 'usd' },
] as const;

/** Two backtests beside each other, and whether they can be compared at all. */
export function TwoPage({ ids: [one, other] }: TwoPageProps) {
  const { answer } = useJobs(isNoFilm);
  const first = useAnswer<ResultJson>(pathOf(one));
  const second = useAnswer<ResultJson>(pathOf(other));
  const jobs = answer?.ok === true ? answer.value.jobs : [];
  return (
    <>
      <PageHead title="Side by side">
        <a href={hrefOf('backtests')}>All backtests</a>
      </PageHead>
      <Answered answer={first}>
        {(mine) => (
          <Answered answer={second}>
            {(others) => (
              <Two
                results={[mine, others]}
                jobs={[one, other].map((id) => jobs.find((job) => job.id === id))}
              />
            )}
          </Answered>
        )}
      </Answered>
    </>
  );
}

function pathOf(id: string): string {
  return `/api/backtests/result?id=${encodeURIComponent(id)}`;
}

type TwoProps = {
  readonly results: readonly [ResultJson, ResultJson];
  readonly jobs: readonly (BacktestJob | undefined)[];
};

function Two({ results, jobs }: TwoProps) {
  const [mine, others] = results;
  const differences = dataDifferences(mine, others);
  const performances = results.map(performanceOf);
  const [first, second] = performances;
  const curves = results.map((result) =>
    result.schema === 'polydesk.summary' ? result.equity : [],
  );
  const { xs, values } = curvesOver(curves);
  return (
    <div className="grid">
      <div className="w12">
        {differences.length > 0 ? (
          <div className="note warn" role="status">
            <strong>They were not played on the same data:</strong> differences in their figures may
            be those of the data. {differences.join(' ')}
          </div>
        ) : (
          <p className="note">Both were played on the same data.</p>
        )}
      </div>
      {results.map((result, i) => (
        <Panel key={i === 0 ? 'first' : 'second'} title={i === 0 ? 'First' : 'Second'} width="w6">
          <Side result={result} job={jobs[i]} />
        </Panel>
      ))}
      <Panel title="Figures" width="w7" isFlush>
        {first === undefined || second === undefined ? (
          <Empty>One of them has not traded: there is nothing to hold side by side.</Empty>
        ) : (
          <Scroll label="Figures side by side">
            <TwoTable
              one={first}
              other={second}
              paired={differences.length === 0 ? pairedOf(mine, others) : undefined}
            />
          </Scroll>
        )}
      </Panel>
      <Panel title="Equity" width="w5">
        <Chart
          label="Equity of both over time"
          empty="A sweep has no curve, and a run has one from two trades that are over."
          height={330}
          isDated
          format={usd}
          xs={xs}
          lines={LINES.map((line, i) => ({
            ...line,
            name: i === 0 ? 'First' : 'Second',
            values: values[i] ?? [],
          }))}
        />
        <p className="muted small">
          <ZoneNote />
        </p>
        {results.some(({ schema }) => schema === 'polydesk.sweep') && (
          <p className="muted small">
            A sweep keeps no curves of its runs: ask for its best alone to see one.
          </p>
        )}
      </Panel>
    </div>
  );
}

type SideProps = { readonly result: ResultJson; readonly job: BacktestJob | undefined };

function Side({ result, job }: SideProps) {
  const performance = performanceOf(result);
  const best = result.schema === 'polydesk.sweep' ? bestCell(result) : undefined;
  return (
    <div className="stack">
      <p className="row">
        {job === undefined ? (
          <span className="muted">It is not in the list any more.</span>
        ) : (
          <a href={hrefOf('backtests', job.id)}>
            <strong>{job.request.strategy}</strong>
          </a>
        )}
        <ProvenanceTag provenance={provenanceOf(result)} />
      </p>
      {job !== undefined && (
        <p className="muted small">
          {dataInWords(job.request)}
          {choicesInWords(job.request) !== '' && ` · ${choicesInWords(job.request)}`}
        </p>
      )}
      {result.schema === 'polydesk.sweep' && (
        <p className="warn-text small">
          A sweep of {result.cells.length} runs: its best one stands here
          {best !== undefined &&
            `, ${Object.entries(best.values)
              .map(([name, value]) => `${name} ${value}`)
              .join(', ')}`}
          . Chosen as the best of many, it looks better than it is.
        </p>
      )}
      {performance !== undefined && <VerdictLine of={performance} />}
    </div>
  );
}
