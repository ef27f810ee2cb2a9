import type { PerformanceJson } from '../../../../src/report/json/schema.ts';
import { FigureValue } from './figure-list.tsx';
import { chanceText, differenceText, FIGURES } from './figures.ts';
import { type Paired, pairedText } from './paired.ts';

type TwoTableProps = {
  readonly one: PerformanceJson;
  readonly other: PerformanceJson;
  /** What is known of the same markets in both; undefined: too little. */
  readonly paired: Paired | undefined;
};

/** Each figure of both, and how much more the second has. */
export function TwoTable({ one, other, paired }: TwoTableProps) {
  const chance = paired === undefined ? chanceText(one, other) : pairedText(paired);
  return (
    <>
      <table className="two-table">
        <caption>Figures of both backtests and their differences</caption>
        <thead>
          <tr>
            <th scope="col">Figure</th>
            <th scope="col" className="num">
              First
            </th>
            <th scope="col" className="num">
              Second
            </th>
            <th scope="col" className="num" title="the second less the first">
              Second − first
            </th>
          </tr>
        </thead>
        <tbody>
          {FIGURES.map((figure) => (
            <tr key={figure.name}>
              <th scope="row" className="plain" title={figure.title}>
                {figure.name}
              </th>
              <td className="num">
                <FigureValue figure={figure} of={one} />
              </td>
              <td className="num">
                <FigureValue figure={figure} of={other} />
              </td>
              <td className="num">{differenceText(figure, one, other)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {chance !== undefined && <p className="muted small note-end">{chance}</p>}
    </>
  );
}
