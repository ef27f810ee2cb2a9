import type { MarketRow } from '../../../src/screen/desk-document.ts';
import { percent } from '../format/amount.ts';
import { Chart, type Line } from '../parts/chart.tsx';
import { Panel } from '../parts/layout.tsx';
import { fillMarks } from './fill-marks.ts';
import { dear } from './reference-facts.tsx';
import { useFills } from './use-fills.ts';
import { usePath } from './use-path.ts';

type PathPanelProps = { readonly slug: string; readonly row: MarketRow };

/** How the probability went, with our fills, and the reference price against its strike. */
export function PathPanel({ slug, row }: PathPanelProps) {
  const points = usePath(slug);
  const { fills, isCut } = useFills(slug);
  const xs = points.map(({ at }) => at / 1_000_000);
  const marks = fillMarks(fills, row.labels, xs);
  const strike = row.reference?.strike ?? null;
  const first = row.labels[0] ?? 'first outcome';
  const second = row.labels[1] ?? 'second outcome';
  return (
    <Panel title="Price path" width="w8">
      <Chart
        label={`Probability of ${first} over time, with our fills`}
        empty="The path begins with the second book."
        height={270}
        format={percentOf}
        xs={xs}
        lines={[
          lineOf(
            `Probability of ${first}`,
            points.map(({ values }) => values[0] ?? null),
          ),
          { ...MARK, ...BUYS, name: `Our buys of ${first}`, values: marks.buys[0] },
          { ...MARK, ...SALES, name: `Our sales of ${first}`, values: marks.sales[0] },
          { ...RING, ...BUYS, name: `buys of ${second} (hollow)`, values: marks.buys[1] },
          { ...RING, ...SALES, name: `sales of ${second} (hollow)`, values: marks.sales[1] },
        ]}
      />
      {isCut && <p className="muted small">Only the newest of our fills are marked.</p>}
      {points.some(({ values }) => values[1] !== null) && (
        <Chart
          label="Reference price and strike over time"
          empty=""
          height={180}
          format={dearOf}
          xs={xs}
          lines={[
            { ...REFERENCE, values: points.map(({ values }) => values[1] ?? null) },
            { ...STRIKE, values: points.map(() => strike) },
          ]}
        />
      )}
    </Panel>
  );
}

const MARK = { kind: 'mark', scale: 'p' } as const;
const RING = { kind: 'ring', scale: 'p' } as const;
const BUYS = { color: '--gain' } as const;
const SALES = { color: '--loss' } as const;
const REFERENCE = { name: 'Reference', color: '--text', kind: 'line', scale: 'usd' } as const;
const STRIKE = { name: 'Strike', color: '--warn', kind: 'dashed', scale: 'usd' } as const;

function lineOf(name: string, values: Line['values']): Line {
  return { name, values, color: '--accent', kind: 'line', scale: 'p' };
}

function dearOf(value: number): string {
  return dear(Math.round(value));
}

function percentOf(value: number): string {
  const part = Math.round(value);
  return percent(part, part % 10_000 === 0 ? 0 : 1);
}
