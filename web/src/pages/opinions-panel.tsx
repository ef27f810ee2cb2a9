import { useEffect } from 'react';
import type { MarketOpinion, StrategyDocument } from '../../../src/screen/strategy-document.ts';
import { hrefOf } from '../app/route.ts';
import { useServices } from '../app/services.ts';
import { countdown } from '../format/time.ts';
import { useDeskSecond, useRow, useStrategyDocument } from '../live/use-desk.ts';
import { Empty, Panel, Scroll } from '../parts/layout.tsx';
import { Opinion } from './opinion.tsx';

/** What a strategy thinks of the markets that are open: its signals, and why it buys or not. */
export function OpinionsPanel({ name }: { readonly name: string }) {
  const { link } = useServices();
  useEffect(() => link.watch({ strategy: name }), [link, name]);
  const told = useStrategyDocument(name);
  return (
    <Panel
      title="What it thinks now"
      isFlush
      aside={told !== undefined && <span className="muted small">{rangeInWords(told)}</span>}
    >
      {told === undefined ? <Empty>Waiting for the strategy …</Empty> : <Opinions told={told} />}
    </Panel>
  );
}

/** Which markets are shown, of how many. */
function rangeInWords({ opinions, open }: StrategyDocument): string {
  const shown = opinions.length;
  if (shown === open) return `of each market that takes orders (${open}), the newest first`;
  return `of ${shown} of the ${open} markets that take orders, the newest first`;
}

function Opinions({ told: { opinions, open } }: { readonly told: StrategyDocument }) {
  if (open === 0) return <Empty>No market takes orders now.</Empty>;
  if (opinions.length === 0) return <Empty>It has nothing to say of any of them.</Empty>;
  return (
    <Scroll label="What it thinks of each market" height="tall">
      <ul>
        {opinions.map((opinion) => (
          <li key={opinion.market} className="opinion">
            <Opinion
              title={<Market opinion={opinion} />}
              opinion={opinion}
              labels={opinion.labels}
            />
          </li>
        ))}
      </ul>
    </Scroll>
  );
}

function Market({ opinion: { market, opensAt, closesAt } }: { readonly opinion: MarketOpinion }) {
  const question = useRow('markets', market)?.question ?? market;
  const now = useDeskSecond();
  const isWaiting = now !== undefined && opensAt !== null && opensAt > now;
  const until = isWaiting ? opensAt : closesAt;
  return (
    <>
      <a href={hrefOf('markets', market)}>{question}</a>{' '}
      {now !== undefined && until !== null && until > now && (
        <span className="muted small plain nowrap">
          {isWaiting ? `opens in ${countdown(until - now)}` : `${countdown(until - now)} left`}
        </span>
      )}
    </>
  );
}
