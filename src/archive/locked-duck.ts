import { StatementType } from '@duckdb/node-api';
import { ok, type Result, refuse } from '../domain/result.ts';
import { requireHarmless } from './asked-functions.ts';
import { type Duck, sqlList } from './duck.ts';

/**
 * From now on it reads these files and nothing else: no other file, no network, no extension, no
 * database attached, no spilling to the disk; and no statement can change that any more.
 */
export async function lockDown(duck: Duck, paths: readonly string[]): Promise<void> {
  await duck.run(`SET allowed_paths = ${sqlList(paths)}`);
  await duck.run("SET temp_directory = ''");
  await duck.run('SET allow_community_extensions = false');
  await duck.run('SET enable_external_access = false');
  await duck.run('SET lock_configuration = true');
}

const COMMENTS = /--[^\n]*|\/\*.*?\*\//gs;

/**
 * Whether it is one statement that reads. A file that may be read could be written by COPY, and
 * functions log or profile to places of their own: the lock alone keeps neither from it. Refuses
 * `no_statement`, `not_one`, `not_reading` and `bad_sql`.
 */
export async function requireReading(duck: Duck, sql: string): Promise<Result<void>> {
  if (sql.replaceAll(COMMENTS, '').trim() === '')
    return refuse('no_statement', 'there is no statement');
  let type: StatementType;
  let isSelect: boolean;
  try {
    const statements = await duck.connection.extractStatements(sql);
    if (statements.count === 0) return refuse('no_statement', 'there is no statement');
    if (statements.count > 1) {
      return refuse('not_one', `there are ${statements.count} statements: one is asked at a time`);
    }
    const harmless = await requireHarmless(duck, sql);
    if (!harmless.ok) return harmless;
    isSelect = harmless.value;
    const prepared = await statements.prepare(0);
    type = prepared.statementType;
    prepared.destroySync();
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    return refuse('bad_sql', said.replace(/^Failed to extract statements: /, ''));
  }
  if (type === StatementType.SELECT && isSelect) return ok(undefined);
  // The engine makes a SELECT of many a PRAGMA.
  const what = type === StatementType.SELECT ? 'PRAGMA' : (StatementType[type] ?? 'statement');
  return refuse('not_reading', `${what} is no SELECT: nothing can be changed here`);
}
