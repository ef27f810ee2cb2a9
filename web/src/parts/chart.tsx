import { lazy, Suspense } from 'react';

/** One line of a chart; a null is a gap, undefined a moment that only other lines have. */
export type Line = {
  readonly name: string;
  readonly values: readonly (number | null | undefined)[];
  /** A custom property, e.g. "--accent". */
  readonly color: string;
  /** A ring is a hollow mark. */
  readonly kind: 'line' | 'dashed' | 'mark' | 'ring';
  /** Lines of one scale share their axis; the axis shown is that of the first. */
  readonly scale: string;
};

export type LineChartProps = {
  /** What it shows, for those who do not see it. */
  readonly label: string;
  /** Seconds since 1970, rising. */
  readonly xs: readonly number[];
  readonly lines: readonly Line[];
  readonly height: number;
  readonly format: (value: number) => string;
  /** Of a time that is over: its axis says of which day it is. */
  readonly isDated?: boolean;
  /** Hears at which time somebody has clicked, seconds since 1970. */
  readonly onPick?: ((x: number) => void) | undefined;
};

const LineChart = lazy(async () => ({ default: (await import('./line-chart.tsx')).LineChart }));

/** A chart with its legend; the code that draws it is loaded when the first one is shown. */
export function Chart({ empty, ...props }: LineChartProps & { readonly empty: string }) {
  const { xs, lines, height } = props;
  if (xs.length < 2) {
    return (
      <p className="chart-empty" style={{ height }}>
        {empty}
      </p>
    );
  }
  return (
    <figure>
      <Suspense fallback={<div style={{ height }} />}>
        <LineChart {...props} />
      </Suspense>
      {lines.length > 1 && (
        <figcaption className="chart-legend">
          {lines.map(({ name, color }) => (
            <span key={name}>
              <i style={{ background: `var(${color})` }} />
              {name}
            </span>
          ))}
        </figcaption>
      )}
    </figure>
  );
}
