import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { ArchiveError } from '../../archive/archive-error.ts';
import { Duck, sqlList } from '../../archive/duck.ts';
import { lockDown, requireReading } from '../../archive/locked-duck.ts';
import { finishedDatasets } from '../../archive/open-datasets.ts';
import { archiveView, datasetsView } from '../../archive/sql-views.ts';
import { ok, type Result, refuse } from '../../domain/result.ts';
import { DailyLog } from '../../store/log/daily-log.ts';
import { logFolder } from '../store/kept-log.ts';
import { storePath } from '../store/kept-store.ts';
import { loadStore } from './load-store.ts';
import { LOG_VIEW, type QueryView, viewsIn } from './query-views.ts';
import { type Answer, readAnswer } from './read-answer.ts';

export type Question = {
  /** The archive's folder. */
  readonly root: string;
  readonly sql: string;
  /** Rows that are wanted; the others are counted. */
  readonly most: number;
};

const MEMORY_MB = 2_048;

/**
 * Asks store, log and archive by one SELECT. Only what it names is read, and nothing can be
 * changed: the engine holds copies of the store's rows, and of all files it may open only those of
 * the views. Refuses `not_reading`, `not_one`, `no_statement` and `bad_sql`.
 * @throws ArchiveError, StoreError: what is asked for is missing or damaged
 */
export async function ask({ root, sql, most }: Question): Promise<Result<Answer>> {
  requireSomething(root);
  const views = viewsIn(sql);
  const duck = await Duck.open({ memoryMb: MEMORY_MB });
  try {
    const files = [
      ...(await makeStore(duck, root, views)),
      ...(await makeLog(duck, root, views)),
      ...(await makeArchive(duck, root, views)),
    ];
    await lockDown(duck, [...new Set(files)]);
    const reading = await requireReading(duck, sql);
    if (!reading.ok) return reading;
    return ok(await readAnswer(duck, sql, most));
  } catch (error) {
    if (error instanceof Error && 'exitCode' in error) throw error;
    return refuse('bad_sql', error instanceof Error ? error.message : String(error));
  } finally {
    duck.close();
  }
}

function requireSomething(root: string): void {
  const places = [storePath(root), logFolder(root), resolve(root, 'runs'), root];
  if (places.some((path) => existsSync(path))) return;
  throw new ArchiveError('not_found', `there is no archive ${root}: name another by --data`);
}

const namesOf = (views: readonly QueryView[], source: QueryView['source']) =>
  views.filter((view) => view.source === source).map(({ name }) => name);

async function makeStore(duck: Duck, root: string, views: readonly QueryView[]): Promise<string[]> {
  const names = namesOf(views, 'store');
  const path = storePath(root);
  await loadStore(duck, existsSync(path) ? path : undefined, names);
  return [];
}

async function makeLog(duck: Duck, root: string, views: readonly QueryView[]): Promise<string[]> {
  if (namesOf(views, 'log').length === 0) return [];
  const files = new DailyLog(resolve(logFolder(root))).files();
  const columns = Object.entries(LOG_VIEW.columns);
  // A line that a crash cut off is no object; the next one is.
  const told = columns.map(([column, type]) => `${column}: '${type}'`).join(', ');
  const empty = columns.map(([column, type]) => `NULL::${type} AS ${column}`).join(', ');
  const from =
    files.length === 0
      ? `SELECT ${empty} WHERE false`
      : `SELECT * FROM read_json(${sqlList(files)}, format = 'newline_delimited',
          ignore_errors = true, columns = {${told}}) WHERE run IS NOT NULL`;
  await duck.run(`CREATE VIEW log AS ${from}`);
  return files;
}

async function makeArchive(
  duck: Duck,
  root: string,
  views: readonly QueryView[],
): Promise<string[]> {
  const names = namesOf(views, 'archive');
  if (names.length === 0) return [];
  // Without those that are still being recorded or imported.
  const datasets = await finishedDatasets(root);
  const files: string[] = [];
  for (const name of names) {
    const made =
      name === 'datasets'
        ? { sql: datasetsView(datasets), files: [] }
        : archiveView(name, datasets);
    // What a view reads is looked at when it is made.
    await duck.run(made.sql);
    files.push(...made.files);
  }
  return files;
}
