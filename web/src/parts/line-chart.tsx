import 'uplot/dist/uPlot.min.css';
import { useEffect, useRef } from 'react';
import uPlot from 'uplot';
import { usePreferences } from '../app/preferences.ts';
import type { Zone } from '../format/time.ts';
import type { Line, LineChartProps } from './chart.tsx';
import { timeLabels } from './time-labels.ts';

/** Lines over time, drawn by uPlot; colors are those of the theme that is shown. */
export function LineChart(props: LineChartProps) {
  const { label, xs, lines, height, format, isDated = false, onPick } = props;
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot>(undefined);
  const { theme, zone } = usePreferences();
  const data = [xs, ...lines.map(({ values }) => values)] as unknown as uPlot.AlignedData;
  const latest = useRef(data);
  latest.current = data;
  const drawnLines = lines.map(({ values: _, ...rest }) => rest);
  const shape = JSON.stringify([drawnLines, height, zone, theme, isDated]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `shape` stands for what is drawn.
  useEffect(() => {
    const element = place.current;
    if (element === null) return;
    const width = () => Math.max(80, element.clientWidth);
    const options = optionsOf(lines, { width: width(), height, format, zone, isDated });
    const drawn = new uPlot(options, latest.current, element);
    chart.current = drawn;
    const observer = new ResizeObserver(() => drawn.setSize({ width: width(), height }));
    observer.observe(element);
    const scheme = window.matchMedia('(prefers-color-scheme: dark)');
    const redraw = () => drawn.redraw(false, true);
    scheme.addEventListener('change', redraw);
    return () => {
      scheme.removeEventListener('change', redraw);
      observer.disconnect();
      drawn.destroy();
      chart.current = undefined;
    };
  }, [shape, format]);
  useEffect(() => {
    chart.current?.setData(data);
  });
  const pick = () => {
    const { current } = chart;
    const left = current?.cursor.left ?? -1;
    if (current !== undefined && left >= 0) onPick?.(current.posToVal(left, 'x'));
  };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: a slider and buttons do the same by keys.
    <div className="chart" ref={place} role="img" aria-label={label} onClick={pick} />
  );
}

type Drawn = {
  readonly width: number;
  readonly height: number;
  readonly format: (value: number) => string;
  readonly zone: Zone;
  readonly isDated: boolean;
};

function optionsOf(lines: readonly Line[], drawn: Drawn): uPlot.Options {
  const { width, height, format, zone } = drawn;
  const axis = {
    stroke: () => colorOf('--muted'),
    font: '11px system-ui, sans-serif',
    grid: { stroke: () => colorOf('--line'), width: 1 },
    ticks: { show: false },
  };
  return {
    width,
    height,
    padding: [8, 24, 0, 0],
    legend: { show: false },
    cursor: { y: false, drag: { setScale: false } },
    // A part of a millisecond is cut off: rounded up, it would move all ticks by a second.
    tzDate: (seconds) => {
      const date = new Date(seconds * 1_000);
      return zone === 'utc' ? uPlot.tzDate(date, 'Etc/UTC') : date;
    },
    scales: Object.fromEntries([
      ['x', { time: true }],
      ...lines.map(({ scale }) => [scale, { auto: true }]),
    ]),
    axes: [
      {
        ...axis,
        size: (_, values) => (values?.some((text) => text.includes('\n')) === true ? 40 : 26),
        space: 76,
        values: (_, ticks, _axis, _space, apart) => timeLabels(ticks, apart, drawn),
      },
      {
        ...axis,
        scale: lines[0]?.scale ?? 'y',
        size: (_, values) => 16 + 6.3 * Math.max(4, ...(values ?? []).map(({ length }) => length)),
        space: 26,
        values: (_, ticks) => ticks.map((tick) => format(tick)),
      },
    ],
    series: [{}, ...lines.map(seriesOf)],
  };
}

function seriesOf({ name, color, scale, kind }: Line): uPlot.Series {
  const stroke = () => colorOf(color);
  const base = { label: name, scale, stroke, spanGaps: false };
  switch (kind) {
    case 'mark':
      return {
        ...base,
        paths: () => null,
        points: { show: true, size: 8, fill: stroke, width: 0 },
      };
    case 'ring':
      return {
        ...base,
        paths: () => null,
        points: { show: true, size: 8, fill: 'transparent', width: 2 },
      };
    case 'dashed':
      return { ...base, width: 1, dash: [4, 4], points: { show: false } };
    case 'line':
      return { ...base, width: 1.5, points: { show: false } };
  }
}

/** A custom property as a color that a canvas takes. */
function colorOf(name: string): string {
  const probe = document.createElement('span');
  probe.style.color = `var(${name})`;
  document.body.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}
