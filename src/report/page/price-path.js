// Draws the price path of the chosen market with the fills on it.
const { embedded, uplot, color, axes, draw, clock } = window.polydesk;

function drawPaths() {
  const select = document.getElementById('path-market');
  const element = document.getElementById('path-chart');
  if (select === null || element === null) return;
  let chart;
  const show = () => {
    const path = embedded.paths[Number(select.value)];
    if (chart !== undefined) chart.destroy();
    chart = drawPath(element, path);
    document.getElementById('path-result').textContent = path.question
      ? `${path.question} · ${path.result}`
      : path.result;
    listFills(path.fills);
  };
  select.addEventListener('change', show);
  // Begin with a market that was traded, if any was.
  const traded = embedded.paths.findIndex((path) => path.fills.length > 0);
  if (traded > 0) select.value = String(traded);
  show();
}

function drawPath(element, path) {
  let time = path.from;
  const at = path.steps.map((step) => {
    time += step / 1e3;
    return time;
  });
  const price = (value) => (value === null || value === undefined ? '–' : value.toFixed(4));
  const side = {
    width: 1.25,
    paths: uplot.paths.stepped({ align: 1 }),
    points: { show: false },
    value: (_, value) => price(value),
  };
  const band = () => `color-mix(in srgb, ${color('muted')} 22%, transparent)`;
  return draw(
    element,
    {
      height: 300,
      axes: axes((value) => value.toFixed(2)),
      scales: {
        x: { range: (_, low, high) => around(path.fills, low, high) },
        y: { range: [0, 1] },
      },
      series: [
        clock,
        { ...side, label: `${path.first} bid`, stroke: () => color('accent') },
        { ...side, label: `${path.first} ask`, stroke: () => color('warn') },
      ],
      bands: [{ series: [2, 1], fill: band }],
      hooks: { draw: [(chart) => markFills(chart, path.fills)] },
    },
    [at, path.bid, path.ask],
  );
}

/** The whole path; a fill at its very edge is not cut off. */
function around(fills, low, high) {
  if (low === null || high === null) return [0, 1];
  const room = (high - low) * 0.01 || 1;
  const times = fills.map((fill) => fill.at);
  return [Math.min(low, ...times) - room, Math.max(high, ...times) + room];
}

function markFills(chart, fills) {
  const { ctx } = chart;
  ctx.save();
  ctx.lineWidth = 2 * devicePixelRatio;
  for (const fill of fills) {
    const x = chart.valToPos(fill.at, 'x', true);
    const y = chart.valToPos(fill.y, 'y', true);
    const r = 6 * devicePixelRatio;
    // A triangle that points up for a purchase and down for a sale.
    const tip = fill.side === 'buy' ? -r : r;
    ctx.beginPath();
    ctx.moveTo(x, y + tip);
    ctx.lineTo(x + r, y - tip * 0.8);
    ctx.lineTo(x - r, y - tip * 0.8);
    ctx.closePath();
    ctx.strokeStyle = color(fill.side === 'buy' ? 'gain' : 'loss');
    ctx.fillStyle = fill.outcome === 0 ? ctx.strokeStyle : color('panel');
    ctx.fill();
    ctx.stroke();
  }
  ctx.restore();
}

function listFills(fills) {
  const table = document.getElementById('path-fills');
  table.replaceChildren();
  const rows = fills.map((fill) => [
    new Date(fill.at * 1e3).toISOString().slice(11, 23),
    fill.side,
    fill.label,
    fill.size.toLocaleString('en-US', { maximumFractionDigits: 2 }),
    fill.price.toFixed(4),
    fill.liquidity,
    fill.evidence,
    fill.strategy,
  ]);
  if (rows.length === 0) {
    row(table.createTBody(), 'td', ['No fills in this market.']);
    return;
  }
  const headings = [
    'Time (UTC)',
    'Side',
    'Outcome',
    'Shares',
    'Price',
    'As',
    'Evidence',
    'Strategy',
  ];
  row(table.createTHead(), 'th', headings);
  const body = table.createTBody();
  for (const cells of rows) row(body, 'td', cells);
}

function row(parent, kind, cells) {
  const line = parent.insertRow();
  for (const [i, text] of cells.entries()) {
    const cell = document.createElement(kind);
    cell.textContent = text;
    if (i === 3 || i === 4) cell.className = 'right';
    line.append(cell);
  }
}

drawPaths();
