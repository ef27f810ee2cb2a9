import type { MarketRow } from '../../../src/screen/desk-document.ts';
import { points } from '../format/amount.ts';
import { countdown } from '../format/time.ts';
import { words } from '../format/words.ts';
import { useDeskSecond } from '../live/use-desk.ts';
import { Unknown } from '../parts/amounts.tsx';
import { Tag } from '../parts/layout.tsx';

export const NO_PROBABILITY = 'a side of the book is empty, or the book is not trusted';

type Props = { readonly row: MarketRow };

/** How far the probability moved in a minute, in points of a percent. */
export function Velocity({ row: { velocity } }: Props) {
  if (velocity === null) return <Unknown why="it was not known a minute ago" />;
  const tone = velocity > 0 ? 'up' : velocity < 0 ? 'down' : 'muted';
  return <span className={tone}>{points(velocity)} / min</span>;
}

/** Waiting, trading, closed or resolved, and whatever keeps us from trading there. */
export function PhaseTag({ row }: Props) {
  const { phase, payout, isTrusted, pausedFor, labels } = row;
  if (phase === 'resolved' && payout !== null) {
    const winner = payout === 1_000_000 ? labels[0] : payout === 0 ? labels[1] : 'a draw';
    return <Tag tone="info">resolved: {winner ?? `${payout / 10_000} %`}</Tag>;
  }
  if (pausedFor !== null) return <Tag tone="warn">paused: {words(pausedFor)}</Tag>;
  if (phase === 'trading' && !isTrusted) {
    return (
      <Tag tone="warn" title="the book has a gap or waits for a snapshot: nobody trades on it">
        not trusted
      </Tag>
    );
  }
  return <Tag tone={phase === 'trading' ? 'good' : 'plain'}>{phase}</Tag>;
}

/** How long until it opens or closes, by the desk's clock. */
export function TimeLeft({ row: { phase, opensAt, closesAt } }: Props) {
  const now = useDeskSecond();
  if (now === undefined || phase === 'resolved') return null;
  if (phase === 'waiting' && opensAt !== null && opensAt > now) {
    return <span className="muted">opens in {countdown(opensAt - now)}</span>;
  }
  if (closesAt === null) return <Unknown why="nobody has told when it closes" />;
  if (closesAt <= now) return <span className="muted">awaits its result</span>;
  return <span>{countdown(closesAt - now)} left</span>;
}
