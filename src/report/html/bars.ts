import type { Markup } from './markup.ts';
import { downFrom, percentOf, ticks } from './scale.ts';
import { axis, figure, label, level, plot, rect } from './svg.ts';

export type Bar = {
  readonly value: number;
  /** Shown when pointed at. */
  readonly title: string;
  /** Under the bar; '' for none. */
  readonly label: string;
};

const HEIGHT = 180;
/** Room for the label of the highest line. */
const TOP = 8;
const AXIS = 56;

/** Upright bars around zero, with the dollars of the axis beside them. */
export function renderBars(bars: readonly Bar[], gap: number, caption: string): Markup {
  const values = bars.map((bar) => bar.value);
  const low = Math.min(0, ...values);
  const high = Math.max(0, ...values, low === 0 ? 1 : 0);
  const y = (value: number) => TOP + downFrom(value, low, high, HEIGHT);
  const grid = ticks(low, high, 4);
  const decimals = Math.max(...grid.map((value) => (String(value).split('.')[1] ?? '').length));
  const slot = 1 / bars.length;
  const drawn = bars.map((bar, i) => {
    const top = y(Math.max(0, bar.value));
    const box = {
      x: percentOf(i * slot + (slot * gap) / 2, 0, 1),
      y: top,
      width: percentOf(slot * (1 - gap), 0, 1),
      height: Math.max(bar.value === 0 ? 0 : 1, y(Math.min(0, bar.value)) - top),
    };
    return rect(box, bar.value < 0 ? 'bar loss-fill' : 'bar gain-fill', bar.title);
  });
  const labels = bars.flatMap((bar, i) =>
    bar.label === ''
      ? []
      : [label(percentOf((i + 0.5) * slot, 0, 1), HEIGHT + TOP + 18, 'mid', bar.label)],
  );
  const lines = grid.map((value) => level(y(value), value === 0 ? 'zero' : 'grid'));
  const marks = grid.map((value) => label(AXIS - 8, y(value) + 4, 'end', value.toFixed(decimals)));
  return figure(caption, [
    axis(AXIS, HEIGHT + TOP + 24, marks),
    plot(HEIGHT + TOP + 24, [...lines, ...drawn, ...labels]),
  ]);
}
