// Sorts and filters the table of trades.

function prepareTrades() {
  const table = document.getElementById('trade-table');
  if (table === null) return;
  const body = table.tBodies[0];
  const rows = [...body.rows];
  const heads = [...table.tHead.rows[0].cells];
  for (const [column, head] of heads.entries()) {
    head.querySelector('button').addEventListener('click', () => {
      const descending = head.getAttribute('aria-sort') === 'ascending';
      for (const other of heads) other.removeAttribute('aria-sort');
      head.setAttribute('aria-sort', descending ? 'descending' : 'ascending');
      sortRows(rows, column, descending);
      body.append(...rows);
    });
  }
  const filter = document.getElementById('trade-filter');
  const state = document.getElementById('trade-state');
  const apply = () => filterRows(rows, filter.value, state.value, heads);
  filter.addEventListener('input', apply);
  state.addEventListener('change', apply);
}

/** Numbers by value, a dash below every number, everything else as text. */
function sortRows(rows, column, descending) {
  const keys = new Map(rows.map((row) => [row, keyOf(row.cells[column].textContent)]));
  const order = (a, b) => {
    const [x, y] = [keys.get(a), keys.get(b)];
    return x < y ? -1 : x > y ? 1 : 0;
  };
  rows.sort(descending ? (a, b) => order(b, a) : order);
}

function keyOf(text) {
  if (text === '–') return Number.NEGATIVE_INFINITY;
  const number = Number(text.replaceAll(',', ''));
  return Number.isNaN(number) ? text : number;
}

function filterRows(rows, wanted, state, heads) {
  const result = heads.findIndex((head) => head.textContent === 'Result');
  const needle = wanted.trim().toLowerCase();
  let shown = 0;
  for (const row of rows) {
    const fits =
      (state === '' || row.cells[result].textContent === state) &&
      (needle === '' || row.textContent.toLowerCase().includes(needle));
    row.hidden = !fits;
    if (fits) shown += 1;
  }
  document.getElementById('trade-count').textContent =
    `${shown} of ${rows.length} trade${rows.length === 1 ? '' : 's'}`;
}

prepareTrades();
