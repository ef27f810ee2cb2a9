import type { DeskRow } from '../../../src/screen/desk-document.ts';
import { gain, usd } from '../format/amount.ts';
import type { LastEquity } from '../format/last-equity.ts';
import { useDesk, useSelected } from '../live/use-desk.ts';
import { useLastEquity } from '../live/use-last-equity.ts';
import { Gain, Usd } from '../parts/amounts.tsx';
import { Tag } from '../parts/layout.tsx';
import { useHasEnded } from './has-ended.ts';
import { modeOf } from './mode.ts';
import type { Overlay } from './overlay.ts';
import { switchTheme, switchZone, usePreferences } from './preferences.ts';

type TopBarProps = { readonly onOverlay: (overlay: Overlay) => void };

/** On every page: what desk it is, what it is worth, and how to stop it. */
export function TopBar({ onOverlay }: TopBarProps) {
  const desk = useDesk();
  const { zone } = usePreferences();
  const isOver = useHasEnded();
  const mode = desk === undefined ? undefined : modeOf(desk);
  return (
    <header className="top" data-mode={mode?.name}>
      <a className="brand" href="#/overview">
        Polydesk
      </a>
      {mode !== undefined && (
        <strong className="mode" data-mode={mode.name} title={mode.title}>
          {mode.text}
        </strong>
      )}
      {isOver && (
        <Tag tone="bad" title="what is shown is as it was then">
          ended
        </Tag>
      )}
      {desk !== undefined && <TopFigures desk={desk} />}
      <div className="top-actions">
        <button type="button" className="quiet icon top-extra" onClick={switchZone}>
          <span className="visually-hidden">Times in </span>
          {zone === 'utc' ? 'UTC' : 'Local'}
        </button>
        <button
          type="button"
          className="quiet icon top-extra"
          title="Light or dark (t)"
          onClick={switchTheme}
        >
          <span aria-hidden="true">◐</span>
          <span className="visually-hidden">Light or dark</span>
        </button>
        <button
          type="button"
          className="quiet icon top-extra"
          title="Keys (?)"
          onClick={() => onOverlay('keys')}
        >
          <span aria-hidden="true">?</span>
          <span className="visually-hidden">Keys</span>
        </button>
        <button type="button" title="End calmly (S)" onClick={() => onOverlay('stop')}>
          Stop
        </button>
        <button
          type="button"
          className="danger"
          title="Cancel everything at once (K)"
          onClick={() => onOverlay('kill')}
        >
          Kill
        </button>
      </div>
    </header>
  );
}

function TopFigures({ desk }: { readonly desk: DeskRow }) {
  const open = useSelected(['positions'], ({ positions }) => Object.keys(positions).length);
  const last = useLastEquity();
  const { exposure } = desk;
  return (
    <dl className="top-figures">
      {last === undefined ? <Worth desk={desk} /> : <OldWorth last={last} />}
      <div>
        <dt>Can lose</dt>
        <dd title="if everything that is open ends worst">
          <Usd value={exposure} why="the desk has not said" />
        </dd>
      </div>
      <div>
        <dt>Positions</dt>
        <dd>{open}</dd>
      </div>
    </dl>
  );
}

function Worth({ desk: { equity, worthAtStart } }: { readonly desk: DeskRow }) {
  const made = equity === null ? null : equity - worthAtStart;
  return (
    <>
      <div>
        <dt>Equity</dt>
        <dd>
          <Usd value={equity} why={NO_EQUITY} />
        </dd>
      </div>
      <div>
        <dt>This run</dt>
        <dd>
          <Gain value={made} why={NO_EQUITY} />
        </dd>
      </div>
    </>
  );
}

/** As it was known last, between prices or after the end. */
function OldWorth({ last: { value, made, age, words } }: { readonly last: LastEquity }) {
  const title = `${words}: ${NO_EQUITY}`;
  return (
    <>
      <div title={title}>
        <dt>Equity, {age}</dt>
        <dd className="old">{usd(value)}</dd>
      </div>
      <div title={title}>
        <dt>This run, {age}</dt>
        <dd className="old">{gain(made)}</dd>
      </div>
    </>
  );
}

/** Why there is no equity, whenever there is none. */
export const NO_EQUITY = 'something is held whose price is not known now';
