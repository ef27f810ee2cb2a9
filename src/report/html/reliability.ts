import type { CalibrationBin } from '../../domain/calibration-bins.ts';
import { count } from '../format.ts';
import { html, type Markup } from './markup.ts';
import { downFrom, percentOf } from './scale.ts';
import { axis, dot, figure, label, level, line, plot, upright } from './svg.ts';

/** Forecasts of one origin; `of` says what was counted, in the plural. */
export type Series = {
  readonly of: string;
  readonly bins: readonly CalibrationBin[];
  /** Of its points. */
  readonly style: 'point' | 'other-point';
};

const HEIGHT = 260;
const AXIS = 40;
const GRID = [0, 0.25, 0.5, 0.75, 1];

/** How often it came true against what was forecast: on the diagonal, as often as was said. */
export function reliabilityDiagram(
  caption: string,
  across: string,
  series: readonly Series[],
): Markup {
  const y = (value: number) => downFrom(value, 0, 1, HEIGHT) + 6;
  const x = (value: number) => percentOf(value, 0, 1);
  const grid = GRID.flatMap((value) => [
    level(y(value), 'grid'),
    label(x(value), HEIGHT + 22, 'mid', value.toFixed(2)),
  ]);
  const marks = series.flatMap(({ of, bins, style }) =>
    bins.map((bin) => {
      const { forecast, observed, interval } = bin;
      const whisker = upright(x(forecast), y(interval.low), y(interval.high), `${style} whisker`);
      const point = dot(x(forecast), y(observed), 4.5, style);
      return html`<g><title>${binText(of, bin)}</title>${whisker}${point}</g>`;
    }),
  );
  const diagonal = line('0', '100%', y(0), y(1), 'diagonal');
  const below = label('50%', HEIGHT + 40, 'mid', across);
  const height = HEIGHT + 44;
  return figure(caption, [
    axis(
      AXIS,
      height,
      GRID.map((value) => label(AXIS - 8, y(value) + 4, 'end', value.toFixed(2))),
    ),
    plot(height, [...grid, diagonal, ...marks, below], 'plot inset'),
  ]);
}

function binText(of: string, bin: CalibrationBin): string {
  return (
    `${of} from ${bin.from.toFixed(2)} to ${bin.to.toFixed(2)}: ${count(bin.hits)} of ` +
    `${count(bin.count)} came true; on average ${bin.forecast.toFixed(3)}`
  );
}
