import { useState } from 'react';
import { Answered } from '../../parts/answered.tsx';
import { Empty, PageHead, Panel } from '../../parts/layout.tsx';
import { AskPanel } from './ask-panel.tsx';
import { takeDraft } from './draft.ts';
import { JobList } from './job-list.tsx';
import { isNoFilm, useJobs } from './use-jobs.ts';

/** Asks for backtests and sweeps, shows how far they are, and opens what came of them. */
export function BacktestsPage() {
  const { answer, ask } = useJobs(isNoFilm);
  const [draft] = useState(takeDraft);
  const [isAsking, setIsAsking] = useState(draft !== undefined);
  const isEmpty = answer?.ok === true && answer.value.jobs.length === 0;
  return (
    <>
      <PageHead title="Backtests">
        {!isAsking && !isEmpty && (
          <button type="button" className="strong" onClick={() => setIsAsking(true)}>
            New backtest
          </button>
        )}
      </PageHead>
      <div className="grid">
        {(isAsking || isEmpty) && (
          <AskPanel
            draft={draft}
            onAsked={() => {
              setIsAsking(false);
              ask();
            }}
            onClose={isEmpty ? undefined : () => setIsAsking(false)}
          />
        )}
        <Panel title="Asked for" isFlush>
          <Answered answer={answer}>
            {({ jobs }) =>
              jobs.length === 0 ? (
                <Empty>
                  None yet. Each is played beside the desk, below everything that trades.
                </Empty>
              ) : (
                <JobList jobs={jobs} onChanged={ask} />
              )
            }
          </Answered>
        </Panel>
      </div>
    </>
  );
}
