// Draws the equity and drawdown charts.
const { embedded, uplot, color, axes, draw, dollars, clock } = window.polydesk;

const round = (value) => value.toLocaleString('en-US', { maximumFractionDigits: 2 });

function drawEquity() {
  const equity = document.getElementById('equity-chart');
  const drawdown = document.getElementById('drawdown-chart');
  if (equity === null || drawdown === null) return;
  const { at, equity: values, drawdown: falls } = embedded.curve;
  const stepped = uplot.paths.stepped({ align: 1 });
  const cursor = { sync: { key: 'equity' } };
  const line = { width: 1.5, paths: stepped, points: { show: false }, value: (_, v) => dollars(v) };
  draw(
    equity,
    {
      height: 240,
      cursor,
      axes: axes(round),
      series: [clock, { ...line, label: 'equity', stroke: () => color('accent') }],
    },
    [at, values],
  );
  draw(
    drawdown,
    {
      height: 130,
      cursor,
      axes: axes(round),
      scales: { y: { range: (_, low) => [Math.min(low, -0.01) * 1.05, 0] } },
      series: [
        clock,
        {
          ...line,
          label: 'drawdown',
          stroke: () => color('loss'),
          fill: () => `color-mix(in srgb, ${color('loss')} 18%, transparent)`,
        },
      ],
    },
    [at, falls],
  );
}

drawEquity();
