// Draws the equity and drawdown charts, and holds what all charts of the page share.

const embedded = JSON.parse(document.getElementById('embedded').textContent);
const uplot = window.uPlot;

/** A color of the page, for the canvas: follows light and dark. */
function color(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

/** Labels of a time axis: from each step on, the label and what is added where the day changes. */
const times = [
  [86_400, '{MM}-{DD}', '\n{YYYY}'],
  [60, '{HH}:{mm}', '\n{YYYY}-{MM}-{DD}', null, '\n{MM}-{DD}'],
  [1, '{HH}:{mm}:{ss}', '\n{YYYY}-{MM}-{DD}', null, '\n{MM}-{DD}'],
].map((labels) => [...labels, null, null, null, null, null].slice(0, 8).concat(1));

function axes(format) {
  const line = { stroke: () => color('line'), width: 1 };
  const shared = {
    stroke: () => color('muted'),
    grid: line,
    ticks: line,
    font: '12px system-ui',
  };
  return [
    { ...shared, space: 72, values: times },
    { ...shared, size: 64, values: (_, values) => values.map((value) => format(value)) },
  ];
}

/** A chart as wide as its element, redrawn when the width or the color scheme changes. */
function draw(element, options, columns) {
  const size = () => ({ width: element.clientWidth, height: options.height });
  const chart = new uplot(
    {
      ...options,
      ...size(),
      tzDate: (seconds) => uplot.tzDate(new Date(seconds * 1e3), 'Etc/UTC'),
      cursor: { ...options.cursor, drag: { x: true, y: false } },
    },
    columns,
    element,
  );
  new ResizeObserver(() => {
    if (element.clientWidth !== chart.width) chart.setSize(size());
  }).observe(element);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => chart.redraw(false));
  return chart;
}

const dollars = (value) =>
  value === null || value === undefined
    ? '–'
    : value.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });

const clock = {
  label: 'UTC',
  value: (_, at) =>
    at === null || at === undefined
      ? '–'
      : new Date(at * 1e3).toISOString().slice(0, 19).replace('T', ' '),
};

window.polydesk = { embedded, uplot, color, axes, draw, dollars, clock };
