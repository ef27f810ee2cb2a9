import { useState } from 'react';
import type { BacktestJob } from '../../../../src/screen/backtest-job.ts';
import { goTo } from '../../app/route.ts';
import { useServices } from '../../app/services.ts';
import { sayUnderControl } from '../../live/say-under-control.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { formOf } from './backtest-form.ts';
import { leaveDraft } from './draft.ts';
import { isUnderWay } from './use-jobs.ts';

type JobWordsProps = { readonly job: BacktestJob; readonly onChanged: () => void };

/** Ends one that is under way; removes one that is over, after a question. */
export function JobWords({ job, onChanged }: JobWordsProps) {
  const services = useServices();
  const [isForgetting, setIsForgetting] = useState(false);
  const [fault, setFault] = useState<string | undefined>(undefined);
  const { state, request } = job;
  const strategy = request.kind === 'film' ? request.markets?.[0] : request.strategy;
  const say = async (word: 'cancel' | 'forget') => {
    const answer = await sayUnderControl(services, `/api/backtests/${word}`, { id: job.id });
    setFault(answer.ok ? undefined : answer.message);
    if (answer.ok) onChanged();
  };
  const repeat = async () => {
    const answer = await sayUnderControl(services, '/api/backtests', job.request);
    setFault(answer.ok ? undefined : answer.message);
    if (answer.ok) onChanged();
  };
  return (
    <>
      {(state === 'failed' || state === 'broken_off') && (
        <button type="button" className="quiet" onClick={() => void repeat()}>
          Ask again<span className="visually-hidden"> for {strategy}</span>
        </button>
      )}
      {isUnderWay(job) ? (
        <button type="button" className="quiet" onClick={() => void say('cancel')}>
          Cancel<span className="visually-hidden"> {strategy}</span>
        </button>
      ) : (
        <button type="button" className="quiet" onClick={() => setIsForgetting(true)}>
          Forget<span className="visually-hidden"> {strategy}</span>
        </button>
      )}
      {fault !== undefined && (
        <span className="fault small" role="alert">
          {fault}
        </span>
      )}
      {isForgetting && (
        <Dialog
          title={request.kind === 'film' ? 'Forget this film?' : 'Forget this backtest?'}
          onClose={() => setIsForgetting(false)}
        >
          <p>
            {request.kind === 'film' ? 'It is' : 'Its result and its report are'} removed. Asked for
            again, the same data gives the same.
          </p>
          <div className="dialog-actions">
            <button type="button" onClick={() => setIsForgetting(false)}>
              Keep it
            </button>
            <button type="button" className="danger" onClick={() => void say('forget')}>
              Forget it
            </button>
          </div>
        </Dialog>
      )}
    </>
  );
}

/** Opens the form with what this one was asked with. */
export function AgainButton({ job }: { readonly job: BacktestJob }) {
  const again = () => {
    leaveDraft(formOf(job.request));
    goTo('backtests');
  };
  return (
    <button type="button" onClick={again}>
      Change and ask again
    </button>
  );
}
