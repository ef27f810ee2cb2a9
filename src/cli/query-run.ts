import { count, plural } from '../report/format.ts';
import { plain, table } from '../report/text/table.ts';
import { runningDesks } from '../runtime/desk/desk-file.ts';
import { ask } from '../runtime/query/ask.ts';
import { QUERY_VIEWS, viewsIn } from '../runtime/query/query-views.ts';
import type { Answer } from '../runtime/query/read-answer.ts';
import { rebuildStore, runsBehind } from '../runtime/store/kept-store.ts';
import { accept } from './accept.ts';
import { type Output, openOutput } from './output/output.ts';
import type { QueryOptions } from './query.ts';

const DEFAULT_DATA = 'archive';
const DEFAULT_LIMIT = 100;
/** Of a cell in a table: JSON may be long. */
const CELL_COLUMNS = 60;

/** Asks store, log and archive, or says what can be asked. */
export async function runQuery(sql: string | undefined, options: QueryOptions): Promise<void> {
  const output = openOutput({ forMachine: options.json === true });
  const { data: root = DEFAULT_DATA, limit: most = DEFAULT_LIMIT } = options;
  if (options.rebuild === true) {
    const runs = rebuildStore(root, output.note);
    output.note(`The store of ${root} is made anew: it has ${plural(runs.length, 'run')}.`);
    if (sql === undefined) return;
  }
  if (sql === undefined) {
    tellViews(output, options.json === true);
    return;
  }
  const answer = accept(await ask({ root, sql, most }), REMEDY);
  await tellBehind(root, sql, output);
  if (options.json === true) output.machine(inJson(answer));
  else tellTable(answer, output);
}

const REMEDY = 'One SELECT in the SQL of DuckDB is answered; "polydesk query" lists the views.';

function tellViews(output: Output, isMachine: boolean): void {
  if (isMachine) {
    output.machine({ views: QUERY_VIEWS });
    return;
  }
  const parts = QUERY_VIEWS.map(({ name, source, summary, columns, example }) => {
    const told = Object.entries(columns).map(([column, type]) => `${column} ${type}`);
    return `${name} (${source}): ${summary}\n  ${told.join(', ')}\n  $ ${example}`;
  });
  output.say(parts.join('\n\n'));
}

/** What the store does not have yet is in no answer. */
async function tellBehind(root: string, sql: string, { note }: Output): Promise<void> {
  if (!viewsIn(sql).some(({ source }) => source === 'store')) return;
  const running = new Set((await runningDesks()).map(({ name }) => name));
  const behind = runsBehind(root).filter((run) => !running.has(run));
  if (behind.length === 0) return;
  const runs = `${plural(behind.length, 'run is', 'runs are')} not whole in the store`;
  note(`${runs} (${behind.slice(0, 3).join(', ')}): add --rebuild, or start a desk there.`);
}

function inJson({ columns, rows, left }: Answer) {
  const names = columns.map(({ name }) => name);
  const objects = rows.map((row) => Object.fromEntries(names.map((name, i) => [name, row[i]])));
  return { columns: names, rows: objects, left };
}

function tellTable({ columns, rows, left }: Answer, output: Output): void {
  const shown = columns.map(({ name, isNumber }) => ({
    heading: plain(name),
    align: isNumber ? ('right' as const) : ('left' as const),
  }));
  const texts = rows.map((row) => row.map((cell) => plain(textOf(cell), CELL_COLUMNS)));
  output.say(table(shown, texts).join('\n'));
  const more = left === 0 ? '' : `, ${count(left)} more left out: --limit shows them`;
  output.note(`${plural(rows.length, 'row')}${more}.`);
}

function textOf(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  return typeof cell === 'string' ? cell : JSON.stringify(cell);
}
