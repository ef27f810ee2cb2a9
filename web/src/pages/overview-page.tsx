import type { PastFill } from '../../../src/server/dashboard/history.ts';
import { useHasEnded } from '../app/has-ended.ts';
import { pastPath, withPastFills } from '../format/past-news.ts';
import { useAnswer } from '../live/use-answer.ts';
import { useDesk, useNews, useTable } from '../live/use-desk.ts';
import { Empty, PageHead, Panel, Scroll } from '../parts/layout.tsx';
import { NewsList } from '../parts/news-list.tsx';
import { When } from '../parts/when.tsx';
import { HealthList } from './health-list.tsx';
import { MoneyPanel } from './money-panel.tsx';
import { PositionTable } from './position-table.tsx';
import { ProfitTable } from './profit-table.tsx';
import { WorstCase } from './worst-case.tsx';

/** How many of each are shown; the rest is in the logs. */
const NEWEST = 14;
/** Of those that the desk does not tell of any more. */
const FILLS_EVERY_MS = 30_000;

/** What a desk is worth, what it risks and what it does, at a glance. */
export function OverviewPage() {
  const desk = useDesk();
  const isOver = useHasEnded();
  if (desk === undefined) return null;
  return (
    <>
      <PageHead title="Overview">
        <span className="muted small">
          {desk.name} · {isOver ? 'has ended, ran from' : 'running since'}{' '}
          <When at={desk.startedAt} style="moment" />
        </span>
      </PageHead>
      <div className="grid">
        <MoneyPanel />
        <WorstCase />
        <Panel title="Profit by strategy" width="w8" isFlush>
          <ProfitTable />
        </Panel>
        <Panel title="Health" width="w4" isFlush>
          <HealthList />
        </Panel>
        <Positions />
        <Decisions />
        <Fills run={desk.name} />
      </div>
    </>
  );
}

function Positions() {
  const positions = useTable('positions');
  const held = Object.keys(positions);
  return (
    <Panel title={`Open positions (${held.length})`} isFlush>
      {held.length === 0 ? (
        <Empty>Nothing is held.</Empty>
      ) : (
        <Scroll label="Open positions" height="tall">
          <PositionTable positions={positions} />
        </Scroll>
      )}
    </Panel>
  );
}

/** Without cancels: there are many, and each of them only makes room for the next order. */
const DECIDED: ReadonlySet<string> = new Set(['order', 'denied', 'skipped', 'risk']);

function Decisions() {
  const news = useNews()
    .filter(({ kind }) => DECIDED.has(kind))
    .slice(-NEWEST);
  return (
    <Panel title="Newest decisions" width="w7" isFlush aside={<a href="#/logs">Log</a>}>
      <Scroll label="Newest decisions" height="tall">
        <NewsList news={news} empty="Nothing has been decided yet." />
      </Scroll>
    </Panel>
  );
}

function Fills({ run }: { readonly run: string }) {
  const all = useNews();
  const answer = useAnswer<{ rows: readonly PastFill[] }>(
    pastPath('fills', run, { most: NEWEST }),
    FILLS_EVERY_MS,
  );
  const told = all.filter(({ kind }) => kind === 'fill');
  const past = answer?.ok ? answer.value.rows : [];
  const news = withPastFills(told, past, all[0]?.at).slice(-NEWEST);
  return (
    <Panel title="Newest fills" width="w5" isFlush aside={<a href="#/orders">Orders</a>}>
      <Scroll label="Newest fills" height="tall">
        <NewsList news={news} empty="No order has been filled yet." />
      </Scroll>
    </Panel>
  );
}
