import { type KeyboardEvent, useRef } from 'react';
import type { SweepJson } from '../../../../src/report/sweep/json.ts';
import { gain, grouped, UNKNOWN } from '../../format/amount.ts';
import { Scroll } from '../../parts/layout.tsx';
import { signed } from './figures.ts';
import {
  axisName,
  type HeatMap,
  heatMapsOf,
  isLuck,
  mostOf,
  shadeOf,
  stepFrom,
} from './heat-maps.ts';
import { type SweepCellJson, unitsOf } from './result-json.ts';

type HeatMapsProps = {
  readonly sweep: SweepJson;
  readonly best: SweepCellJson | undefined;
  readonly chosen: SweepCellJson | undefined;
  readonly onChoose: (cell: SweepCellJson) => void;
};

/** The first axis down, the second across, a table for each combination of the others. */
export function HeatMaps({ sweep, ...props }: HeatMapsProps) {
  return (
    <div className="stack">
      {heatMapsOf(sweep).map((map) => (
        <Heat key={map.title} sweep={sweep} map={map} {...props} />
      ))}
    </div>
  );
}

function Heat({ sweep, map, best, chosen, onChoose }: HeatMapsProps & { readonly map: HeatMap }) {
  const [down, across] = sweep.axes;
  const most = mostOf(sweep.cells);
  const table = useRef<HTMLTableElement>(null);
  const isHere = map.rows.some((row) => row.some((cell) => cell === chosen));
  const move = (event: KeyboardEvent, row: number, column: number) => {
    const place = stepFrom(map, { row, column }, event.key);
    if (place === undefined) return;
    event.preventDefault();
    const cell = map.rows[place.row]?.[place.column];
    if (cell !== undefined) onChoose(cell);
    const buttons = table.current?.querySelectorAll('button');
    buttons?.[place.row * (map.rows[0]?.length ?? 0) + place.column]?.focus();
  };
  const name = map.title === '' ? 'Net by setting' : `Net by setting, ${map.title}`;
  return (
    <Scroll label={name}>
      {map.title !== '' && <h3>{map.title}</h3>}
      <NarrowNote sweep={sweep} columns={map.rows[0]?.length ?? 0} />
      <table className="heat" ref={table}>
        <caption>{name}</caption>
        <thead>
          <tr>
            <th scope="col">
              {down !== undefined && <span>{axisName(down)} ↓ </span>}
              {across !== undefined && <span>{axisName(across)} →</span>}
            </th>
            {(across?.values ?? ['net']).map((value) => (
              <th key={value} scope="col">
                {value}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {map.rows.map((cells, row) => (
            <tr key={down?.values[row]}>
              <th scope="row">{down?.values[row]}</th>
              {cells.map((cell, column) => (
                <td key={cell.hash + JSON.stringify(cell.values)}>
                  <HeatCell
                    cell={cell}
                    shade={shadeOf(cell, most)}
                    isBest={cell === best}
                    isChosen={cell === chosen}
                    // One stop for each table; arrows lead to the others.
                    isStop={isHere ? cell === chosen : row === 0 && column === 0}
                    onChoose={() => onChoose(cell)}
                    onKey={(event) => move(event, row, column)}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

/** So many columns are in sight on a phone; what scrolls says so. */
const NARROW_COLUMNS = 4;

type NarrowNoteProps = { readonly sweep: SweepJson; readonly columns: number };

/** On a phone the names of the axes stand above the map, for there is no room in its corner. */
function NarrowNote({ sweep: { axes }, columns }: NarrowNoteProps) {
  const [down, across] = axes;
  const names = [
    ...(down === undefined ? [] : [`${axisName(down)} ↓`]),
    ...(across === undefined ? [] : [`${axisName(across)} →`]),
  ];
  return (
    <p className="muted small heat-note">
      {names.join(', ')}
      {columns > NARROW_COLUMNS && ` · ${columns} columns: move it sideways`}
    </p>
  );
}

function counted(count: number, name: string): string {
  return `${grouped(count)} ${name}${count === 1 ? '' : 's'}`;
}

type HeatCellProps = {
  readonly cell: SweepCellJson;
  readonly shade: string;
  readonly isBest: boolean;
  readonly isChosen: boolean;
  readonly isStop: boolean;
  readonly onChoose: () => void;
  readonly onKey: (event: KeyboardEvent) => void;
};

function HeatCell({ cell, shade, isBest, isChosen, isStop, onChoose, onKey }: HeatCellProps) {
  const { trades, markets, net, meanPerTrade, meanInterval, intervalsReliable } = cell.result;
  const isThin = trades > 0 && !intervalsReliable;
  const marks = [shade, isBest ? 'best' : '', isThin ? 'thin' : ''];
  if (isLuck(cell)) marks.push('luck');
  const cents = (text: string) => signed(unitsOf(text) ?? 0, 3);
  return (
    <button
      type="button"
      className={`heat-cell ${marks.filter((mark) => mark !== '').join(' ')}`}
      aria-pressed={isChosen}
      tabIndex={isStop ? 0 : -1}
      onClick={onChoose}
      onKeyDown={onKey}
    >
      <strong>
        {isBest && <span title="the best of all cells">★ </span>}
        {trades === 0 ? UNKNOWN : gain(unitsOf(net) ?? 0)}
      </strong>
      <span>
        {trades === 0 ? 'no trades' : `${counted(trades, 'trade')}, ${counted(markets, 'market')}`}
      </span>
      {meanPerTrade !== null && (
        <span className="nowrap">
          {meanInterval === null
            ? cents(meanPerTrade)
            : `[${cents(meanInterval.low)}, ${cents(meanInterval.high)}]`}
        </span>
      )}
      {isLuck(cell) && <span className="muted">luck explains it</span>}
      {isThin && <span className="visually-hidden">under 30 markets</span>}
    </button>
  );
}
