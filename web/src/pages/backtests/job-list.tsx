import { useState } from 'react';
import type { BacktestJob } from '../../../../src/screen/backtest-job.ts';
import { hrefOf } from '../../app/route.ts';
import { grouped } from '../../format/amount.ts';
import { Gain, Unknown } from '../../parts/amounts.tsx';
import { Scroll } from '../../parts/layout.tsx';
import { ProvenanceTag } from '../../parts/provenance-tag.tsx';
import { When } from '../../parts/when.tsx';
import { signed } from './figures.ts';
import { JobState } from './job-state.tsx';
import { JobWords } from './job-words.tsx';
import { choicesInWords, dataInWords, sideBySide } from './request-words.ts';
import { unitsOf } from './result-json.ts';

type JobListProps = {
  readonly jobs: readonly BacktestJob[];
  readonly onChanged: () => void;
};

/** All that were asked for, newest first; two of them can be chosen to stand side by side. */
export function JobList({ jobs, onChanged }: JobListProps) {
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const choose = (id: string, isChosen: boolean) =>
    // A third one takes the place of the first.
    setChosen((now) => (isChosen ? [...now, id].slice(-2) : now.filter((one) => one !== id)));
  const [one, other] = chosen;
  return (
    <>
      <Scroll label="Backtests">
        <table className="jobs">
          <caption>Backtests and sweeps, newest first</caption>
          <thead>
            <tr>
              <th scope="col">
                <span className="visually-hidden">Side by side</span>
              </th>
              <th scope="col">What</th>
              <th scope="col">State</th>
              <th scope="col" className="num">
                Trades
              </th>
              <th scope="col" className="num" title="of a sweep: its best run">
                Net
              </th>
              <th scope="col" className="num" title="dollars, 95 % by market">
                Mean per trade
              </th>
              <th scope="col">
                <span className="visually-hidden">Words</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {jobs.map((job) => (
              <JobRow
                key={job.id}
                job={job}
                isChosen={chosen.includes(job.id)}
                onChoose={choose}
                onChanged={onChanged}
              />
            ))}
          </tbody>
        </table>
      </Scroll>
      <p className="form-end small">
        {one !== undefined && other !== undefined ? (
          <a className="button" href={hrefOf('backtests', sideBySide(one, other))}>
            Show the two side by side
          </a>
        ) : (
          <span className="muted">Choose two that are done to see them side by side.</span>
        )}
      </p>
    </>
  );
}

type JobRowProps = {
  readonly job: BacktestJob;
  readonly isChosen: boolean;
  readonly onChoose: (id: string, isChosen: boolean) => void;
  readonly onChanged: () => void;
};

function JobRow({ job, isChosen, onChoose, onChanged }: JobRowProps) {
  const { id, request, state, askedAt, result } = job;
  const choices = choicesInWords(request);
  const why = state === 'done' ? 'no trade of it is decided' : 'it is not done';
  return (
    <tr>
      <td>
        <input
          type="checkbox"
          aria-label={`Side by side: ${request.strategy}, ${id}`}
          checked={isChosen}
          disabled={state !== 'done'}
          onChange={(event) => onChoose(id, event.target.checked)}
        />
      </td>
      <th scope="row" className="job-what">
        <a href={hrefOf('backtests', id)}>{request.strategy}</a>
        {request.kind === 'sweep' && <span className="muted"> sweep</span>}
        {result !== null && <ProvenanceTag provenance={result.provenance} />}
        <span className="muted small">
          <When at={askedAt} style="moment" /> · {dataInWords(request)}
          {choices !== '' && ` · ${choices}`}
        </span>
      </th>
      <td>
        <JobState job={job} />
      </td>
      <td className="num" data-label="Trades">
        {result?.trades == null ? <Unknown why={why} /> : grouped(result.trades)}
      </td>
      <td className="num" data-label="Net">
        <Gain value={unitsOf(result?.net ?? null)} why={why} />
      </td>
      <td className="num" data-label="Mean per trade">
        <Mean result={result} why={why} />
      </td>
      <td className="job-words">
        <JobWords job={job} onChanged={onChanged} />
      </td>
    </tr>
  );
}

type MeanProps = { readonly result: BacktestJob['result']; readonly why: string };

function Mean({ result, why }: MeanProps) {
  const mean = result?.meanPerTrade ?? null;
  if (mean === null) return <Unknown why={why} />;
  const cents = (text: string) => signed(unitsOf(text) ?? 0, 3);
  const { low = null, high = null } = result ?? {};
  return (
    <>
      {cents(mean)}
      {low !== null && high !== null && (
        <span className="muted small">
          {' '}
          [{cents(low)}, {cents(high)}]
        </span>
      )}
    </>
  );
}
