import type { BacktestJob, BacktestShare } from '../../../../src/screen/backtest-job.ts';
import { percent } from '../../format/amount.ts';
import { duration } from '../../format/time.ts';
import { Tag } from '../../parts/layout.tsx';
import { failureOf } from './failure.ts';
import { STATES } from './request-words.ts';
import { partDone } from './share.ts';

/** Where one stands: how far it is, how long it took, or why it failed. */
export function JobState({ job }: { readonly job: BacktestJob }) {
  const { state, progress, startedAt, endedAt, message, result } = job;
  if (state === 'running') return <Share share={progress} />;
  const [name, tone] = STATES[state];
  const took = startedAt === null || endedAt === null ? undefined : endedAt - startedAt;
  return (
    <span className="job-state">
      <Tag tone={tone}>{name}</Tag>
      {state === 'done' && took !== undefined && (
        <span className="muted small">
          {result?.cells == null ? '' : `${result.cells} runs `}in {duration(took)}
        </span>
      )}
      {(state === 'failed' || state === 'broken_off') && <WhyNot message={message} />}
    </span>
  );
}

/** What was wrong, what to do next, and all that was said as its title. */
function WhyNot({ message }: { readonly message: string }) {
  const { what, next } = failureOf(message);
  return (
    <span className="small job-said" title={message}>
      {what} <span className="muted">{next}</span>
    </span>
  );
}

/** How far it is; where nobody knows the whole, that it runs. */
function Share({ share }: { readonly share: BacktestShare | null }) {
  const what = share?.what ?? 'beginning';
  const part = partDone(share);
  const text = part === undefined ? 'running' : percent(Math.floor(part * 1_000_000), 0);
  return (
    <span className="job-state">
      <progress aria-label={`How far: ${what}`} value={part} max={1} />
      <span className="small nowrap">{text}</span>
      <span className="muted small job-said">{what}</span>
    </span>
  );
}
