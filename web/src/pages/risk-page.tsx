import type { DeskRow } from '../../../src/screen/desk-document.ts';
import { hrefOf } from '../app/route.ts';
import { usd } from '../format/amount.ts';
import { words } from '../format/words.ts';
import { useDesk, useSelected } from '../live/use-desk.ts';
import { Percent, Usd } from '../parts/amounts.tsx';
import { Empty, PageHead, Panel, Tag } from '../parts/layout.tsx';
import { When } from '../parts/when.tsx';
import { KillPanel } from './kill-panel.tsx';
import { LimitList } from './limit-list.tsx';
import { pausedIn } from './paused-markets.ts';
import { WorstCase } from './worst-case.tsx';

/** What holds the desk back, how full it is, and how to stop everything. */
export function RiskPage() {
  const desk = useDesk();
  if (desk === undefined) return null;
  return (
    <>
      <PageHead title="Risk">
        <ModeTag desk={desk} />
      </PageHead>
      <div className="grid">
        <WorstCase />
        <Standing desk={desk} />
        <KillPanel />
        <Panel title="Limits" width="w7" isFlush>
          <LimitList />
        </Panel>
        <Breakers />
      </div>
    </>
  );
}

function ModeTag({ desk: { risk } }: { readonly desk: DeskRow }) {
  const tone = risk.mode === 'normal' ? 'good' : risk.mode === 'reduce' ? 'warn' : 'bad';
  return <Tag tone={tone}>{risk.isStopping ? 'stopping' : risk.mode}</Tag>;
}

const UNMEASURED = 'not every price that counts has come yet';

function Standing({ desk }: { readonly desk: DeskRow }) {
  const { highWater, drawdown, dayLoss, recoveries, until, cause } = desk.risk;
  return (
    <Panel title="What was lost" width="w4">
      <dl className="facts">
        <dt>Highest equity</dt>
        <dd>
          <Usd value={highWater} why="it has not been known for sure yet" />
        </dd>
        <dt>Lost since then</dt>
        <dd>
          <Percent value={drawdown} why={UNMEASURED} />
        </dd>
        <dt>{dayLoss === null || dayLoss >= 0 ? 'Lost today' : 'Made today'}</dt>
        <dd>
          <Usd value={dayLoss === null ? null : Math.abs(dayLoss)} why={UNMEASURED} />
        </dd>
        <dt>Went on by itself today</dt>
        <dd>{recoveries} times</dd>
        {cause !== null && (
          <>
            <dt>Killed for</dt>
            <dd>{words(cause)}</dd>
          </>
        )}
        {until !== null && (
          <>
            <dt>Not before</dt>
            <dd>
              <When at={until} />
            </dd>
          </>
        )}
        <VenueFacts desk={desk} />
      </dl>
    </Panel>
  );
}

function VenueFacts({ desk: { venue } }: { readonly desk: DeskRow }) {
  if (venue === null) return null;
  return (
    <>
      <dt>Venue</dt>
      <dd>{venue.mode}</dd>
      <dt>Heartbeat</dt>
      <dd>{venue.heartbeat}</dd>
      <dt>User channel</dt>
      <dd>{venue.userChannel}</dd>
      <dt>Last heard</dt>
      <dd>
        <When at={venue.heardAt ?? null} why="the venue has not been heard yet" />
      </dd>
      <dt>May still be signed today</dt>
      <dd>{usd(venue.dayLeft)}</dd>
      {venue.heldBack !== null && (
        <>
          <dt>Held back</dt>
          <dd className="down">{venue.heldBack}</dd>
        </>
      )}
    </>
  );
}

function Breakers() {
  const paused = useSelected(['markets'], pausedIn) ?? null;
  return (
    <Panel title="Markets in which nothing is bought" width="w5" isFlush>
      {paused === null || paused.length === 0 ? (
        <Empty>
          {paused === null
            ? 'Not known: the desk has told of no market yet.'
            : 'No market is paused: no breaker has tripped.'}
        </Empty>
      ) : (
        <table>
          <caption>Paused markets</caption>
          <tbody>
            {paused.map(({ slug, pausedFor }) => (
              <tr key={slug}>
                <th scope="row">
                  <a href={hrefOf('markets', slug)}>{slug}</a>
                </th>
                <td>{words(pausedFor)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  );
}
