import type { BacktestJob } from '../../../../src/screen/backtest-job.ts';
import { hrefOf } from '../../app/route.ts';
import { useAnswer } from '../../live/use-answer.ts';
import { Answered } from '../../parts/answered.tsx';
import { Empty, PageHead, Panel } from '../../parts/layout.tsx';
import { ProvenanceTag } from '../../parts/provenance-tag.tsx';
import { When } from '../../parts/when.tsx';
import { JobState } from './job-state.tsx';
import { AgainButton, JobWords } from './job-words.tsx';
import { ReportView } from './report-view.tsx';
import { choicesInWords, dataInWords } from './request-words.ts';
import type { ResultJson } from './result-json.ts';
import { SweepView } from './sweep-view.tsx';
import { isNoFilm, useJobs } from './use-jobs.ts';

/** One backtest: how far it is, and what came of it. */
export function BacktestPage({ id }: { readonly id: string }) {
  const { answer, ask } = useJobs(isNoFilm);
  return (
    <Answered answer={answer}>
      {({ jobs }) => {
        const job = jobs.find((one) => one.id === id);
        if (job !== undefined) return <Opened job={job} onChanged={ask} />;
        return (
          <>
            <PageHead title="Backtest" />
            <Empty>
              There is none of this name any more. <a href={hrefOf('backtests')}>All backtests</a>
            </Empty>
          </>
        );
      }}
    </Answered>
  );
}

type OpenedProps = { readonly job: BacktestJob; readonly onChanged: () => void };

function Opened({ job, onChanged }: OpenedProps) {
  const { id, request, state, askedAt, result } = job;
  const choices = choicesInWords(request);
  const asked = <When at={askedAt} style="moment" />;
  return (
    <>
      <PageHead title={request.strategy}>
        {request.kind === 'sweep' && <span className="muted">sweep</span>}
        {result !== null && <ProvenanceTag provenance={result.provenance} />}
        <span className="row">
          {state === 'done' && (
            <>
              <a className="button" href={`/reports/${id}.html`} target="_blank" rel="noreferrer">
                Whole report ↗<span className="visually-hidden"> in a new tab</span>
              </a>
              <a className="button" href={`/reports/${id}.json`} download>
                JSON ↓<span className="visually-hidden">: the whole result as a file</span>
              </a>
            </>
          )}
          <AgainButton job={job} />
          <JobWords job={job} onChanged={onChanged} />
        </span>
      </PageHead>
      <p className="muted page-sub">
        <a href={hrefOf('backtests')}>All backtests</a> · asked {asked} · {dataInWords(request)}
        {choices !== '' && ` · ${choices}`}
      </p>
      {state === 'done' ? (
        <Result id={id} />
      ) : (
        <Panel title="State">
          <JobState job={job} />
        </Panel>
      )}
    </>
  );
}

function Result({ id }: { readonly id: string }) {
  const answer = useAnswer<ResultJson>(`/api/backtests/result?id=${encodeURIComponent(id)}`);
  return (
    <Answered answer={answer}>
      {(result) =>
        result.schema === 'polydesk.summary' ? (
          <ReportView report={result} />
        ) : (
          <SweepView sweep={result} />
        )
      }
    </Answered>
  );
}
