import type { MarketRow, NewsRow } from '../../../src/screen/desk-document.ts';
import { percent } from '../format/amount.ts';
import { useNews } from '../live/use-desk.ts';
import { Chart, type Line } from '../parts/chart.tsx';
import { Panel } from '../parts/layout.tsx';
import { dear } from './reference-facts.tsx';
import { usePath } from './use-path.ts';

type PathPanelProps = { readonly slug: string; readonly row: MarketRow };

/** How the probability went, with our fills, and the reference price against its strike. */
export function PathPanel({ slug, row }: PathPanelProps) {
  const points = usePath(slug);
  const fills = useNews().filter(({ kind, market }) => kind === 'fill' && market === slug);
  const xs = points.map(({ at }) => at / 1_000_000);
  const marks = marksOf(fills, row.labels, xs);
  const strike = row.reference?.strike ?? null;
  const first = row.labels[0] ?? 'first outcome';
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
          { ...MARK, name: 'Our buys', color: '--gain', values: marks.buys },
          { ...MARK, name: 'Our sales', color: '--loss', values: marks.sales },
        ]}
      />
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

/** Each fill at the point of the path that is nearest to it, as a price of the first outcome. */
function marksOf(fills: readonly NewsRow[], labels: MarketRow['labels'], xs: readonly number[]) {
  const buys: (number | null)[] = xs.map(() => null);
  const sales: (number | null)[] = xs.map(() => null);
  for (const { at, numbers, message, label } of fills) {
    const price = numbers.price;
    const i = nearest(xs, at / 1_000_000);
    if (price === undefined || i === undefined) continue;
    const isFirst = label === null || label === labels[0];
    // A sale of the second outcome bets on the first one.
    const isBuy = (message === 'buy') === isFirst;
    (isBuy ? buys : sales)[i] = isFirst ? price : 1_000_000 - price;
  }
  return { buys, sales };
}

/** Undefined: it was before the path begins. */
function nearest(xs: readonly number[], at: number): number | undefined {
  const after = xs.findIndex((x) => x >= at);
  if (after === -1) return xs.length === 0 ? undefined : xs.length - 1;
  if (after > 0) return at - (xs[after - 1] ?? 0) < (xs[after] ?? 0) - at ? after - 1 : after;
  return (xs[0] ?? 0) - at > 5 ? undefined : 0;
}
