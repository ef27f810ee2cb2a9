import { useEffect } from 'react';
import type { MarketRow } from '../../../src/screen/desk-document.ts';
import { hrefOf } from '../app/route.ts';
import { useServices } from '../app/services.ts';
import { points, shares } from '../format/amount.ts';
import { useMarketDocument, useRow } from '../live/use-desk.ts';
import { Percent, Unknown } from '../parts/amounts.tsx';
import { Empty, PageHead, Panel } from '../parts/layout.tsx';
import { DecisionsPanel } from './decisions-panel.tsx';
import { Inspector } from './inspector.tsx';
import { Ladder } from './ladder.tsx';
import { NO_PROBABILITY, PhaseTag, TimeLeft } from './market-state.tsx';
import { OpinionPathPanel } from './opinion-path-panel.tsx';
import { PathPanel } from './path-panel.tsx';
import { ReferenceFacts } from './reference-facts.tsx';

/** One market closely: book, path, what we hold, and why we trade there or do not. */
export function MarketPage({ slug }: { readonly slug: string }) {
  const { link } = useServices();
  const row = useRow('markets', slug);
  useEffect(() => link.watch({ market: slug }), [link, slug]);
  if (row === undefined) {
    return (
      <>
        <PageHead title={slug} />
        <Empty>
          The desk does not follow a market of this name now: it is over, or was never chosen.{' '}
          <a href={hrefOf('markets')}>All markets</a>
        </Empty>
      </>
    );
  }
  return (
    <>
      <PageHead title={row.question ?? slug}>
        <span className="row small">
          <PhaseTag row={row} />
          <TimeLeft row={row} />
        </span>
      </PageHead>
      <div className="grid">
        <Summary slug={slug} row={row} />
        <LadderPanel slug={slug} row={row} />
        <PathPanel slug={slug} row={row} />
        <InspectorPanel slug={slug} row={row} />
        <DecisionsPanel title="What was done here, and why" about={{ market: slug }} width="w6" />
        <OpinionPathPanel slug={slug} row={row} />
      </div>
    </>
  );
}

type Props = { readonly slug: string; readonly row: MarketRow };

function Summary({ slug, row }: Props) {
  const { labels, probability, velocity, held, openOrders } = row;
  const first = labels[0] ?? 'first outcome';
  return (
    <section className="panel w12 summary" aria-label="In short">
      <div>
        <span className="muted small">{first}</span>
        <p className="big">
          <Percent value={probability} why={NO_PROBABILITY} />
        </p>
        <span className="small muted">
          {velocity === null ? (
            <Unknown why="it was not known a minute ago" />
          ) : (
            `${points(velocity)} points in a minute`
          )}
        </span>
      </div>
      <ReferenceFacts row={row} />
      <dl className="facts">
        {held.map((count, i) => (
          <div key={labels[i] ?? i} className="fact">
            <dt>We hold, {labels[i] ?? `outcome ${i + 1}`}</dt>
            <dd>{shares(count)}</dd>
          </div>
        ))}
        <div className="fact">
          <dt>Our open orders</dt>
          <dd>{openOrders}</dd>
        </div>
        <div className="fact">
          <dt>Name</dt>
          <dd className="mono">{slug}</dd>
        </div>
      </dl>
    </section>
  );
}

function LadderPanel({ slug, row }: Props) {
  const market = useMarketDocument(slug);
  const first = row.labels[0] ?? 'first outcome';
  return (
    <Panel title={`Book of ${first}`} width="w4" isFlush>
      {market === undefined ? (
        <Empty>Waiting for the book …</Empty>
      ) : (
        <Ladder market={market} labels={row.labels} />
      )}
    </Panel>
  );
}

function InspectorPanel({ slug, row }: Props) {
  const market = useMarketDocument(slug);
  return (
    <Panel title="What each strategy thinks now" width="w6" isFlush>
      {market === undefined ? (
        <Empty>Waiting for the strategies …</Empty>
      ) : (
        <Inspector opinions={market.opinions} labels={row.labels} />
      )}
    </Panel>
  );
}
