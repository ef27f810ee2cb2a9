import { useState } from 'react';
import type { SweepJson } from '../../../../src/report/sweep/json.ts';
import { grouped } from '../../format/amount.ts';
import { Panel } from '../../parts/layout.tsx';
import { FigureList } from './figure-list.tsx';
import { HeatMaps } from './heat-maps.tsx';
import { bestCell, marketsOf, type SweepCellJson, sourcesOf } from './result-json.ts';
import { SettingsPanel } from './settings-panel.tsx';

/** A sweep: whether to believe its best, all of its cells, and one of them closely. */
export function SweepView({ sweep }: { readonly sweep: SweepJson }) {
  const { cells, axes, words } = sweep;
  const best = bestCell(sweep);
  const [chosen, choose] = useState(best ?? cells[0]);
  const nameOf = ({ values }: SweepCellJson) =>
    axes.map(({ name }) => `${name} ${values[name]}`).join(', ');
  const told = sourcesOf(sweep).map(({ dataset, provenance }) => `${dataset} (${provenance})`);
  return (
    <div className="grid">
      <Panel title="The best, and whether to believe it">
        <p className="muted small note-begin">
          Whoever tries many settings finds a good one by luck. These numbers say how much of it.
        </p>
        <ul className="sentences">
          {(words ?? []).map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      </Panel>
      <Panel title="Cells" width="w8">
        <HeatMaps sweep={sweep} best={best} chosen={chosen} onChoose={choose} />
        <p className="muted small note-after">
          Dollars made, how often and in how many markets, and the 95 % interval of the dollars of a
          trade. Hatched: zero lies within that interval, so luck explains it. In italics: under 30
          markets, where intervals are not to be relied on. ★ is the best. Arrows move between
          cells.
        </p>
        {axes.map(
          ({ name, summary }) =>
            summary !== undefined && (
              <p key={name} className="muted small">
                <strong>{name}</strong>: {summary}
              </p>
            ),
        )}
        <p className="muted small">
          {told.join(', ')} · {grouped(marketsOf(sweep))} markets
        </p>
      </Panel>
      {chosen !== undefined && (
        <Panel title={nameOf(chosen)} width="w4">
          <FigureList of={chosen.result} />
        </Panel>
      )}
      {chosen !== undefined && (
        <SettingsPanel title="Settings of this cell" configuration={chosen.configuration} />
      )}
    </div>
  );
}
