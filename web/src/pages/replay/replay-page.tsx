import type { BacktestJob } from '../../../../src/screen/backtest-job.ts';
import { hrefOf } from '../../app/route.ts';
import { grouped } from '../../format/amount.ts';
import { Answered } from '../../parts/answered.tsx';
import { Empty, PageHead, Panel, Scroll } from '../../parts/layout.tsx';
import { ProvenanceTag } from '../../parts/provenance-tag.tsx';
import { When } from '../../parts/when.tsx';
import { JobState } from '../backtests/job-state.tsx';
import { JobWords } from '../backtests/job-words.tsx';
import { isFilm, useJobs } from '../backtests/use-jobs.ts';
import { FilmForm } from './film-form.tsx';

/** Films of single markets: asked for, followed, opened. */
export function ReplayPage() {
  const { answer, ask } = useJobs(isFilm);
  return (
    <>
      <PageHead title="Replay" />
      <div className="grid">
        <Panel title="Film a market">
          <FilmForm onAsked={ask} />
        </Panel>
        <Panel title="Films" isFlush>
          <Answered answer={answer}>{({ jobs }) => <Films jobs={jobs} onChanged={ask} />}</Answered>
        </Panel>
      </div>
    </>
  );
}

type FilmsProps = { readonly jobs: readonly BacktestJob[]; readonly onChanged: () => void };

function Films({ jobs, onChanged }: FilmsProps) {
  if (jobs.length === 0) return <Empty>None yet.</Empty>;
  return (
    <Scroll label="Films">
      <table className="jobs">
        <caption>Films, newest first</caption>
        <thead>
          <tr>
            <th scope="col">Market</th>
            <th scope="col">State</th>
            <th scope="col" className="num">
              Pictures
            </th>
            <th scope="col">
              <span className="visually-hidden">Words</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {jobs.map((job) => (
            <FilmRow key={job.id} job={job} onChanged={onChanged} />
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

function FilmRow({
  job,
  onChanged,
}: {
  readonly job: BacktestJob;
  readonly onChanged: () => void;
}) {
  const { id, request, state, askedAt, result } = job;
  const market = request.markets?.[0] ?? '';
  return (
    <tr>
      <th scope="row" className="job-what">
        {state === 'done' ? <a href={hrefOf('replay', id)}>{market}</a> : market}
        {result !== null && <ProvenanceTag provenance={result.provenance} />}
        <span className="muted small">
          <When at={askedAt} style="moment" /> · {request.run ?? `${request.strategy}, played anew`}
        </span>
      </th>
      <td>
        <JobState job={job} />
      </td>
      <td className="num" data-label="Pictures">
        {result?.frames == null ? '' : grouped(result.frames)}
      </td>
      <td className="job-words">
        <JobWords job={job} onChanged={onChanged} />
      </td>
    </tr>
  );
}
