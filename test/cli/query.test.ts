// `polydesk query` as a user runs it.
import { writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { KeptStore, storePath } from '../../src/runtime/store/kept-store.ts';
import { begunRun, journal } from '../support/desk-store-rows.ts';
import { temporaryFolder } from '../support/imported.ts';
import { polydesk } from '../support/run-command.ts';
import { RunScript } from '../support/run-script.ts';

const BY_STRATEGY = 'SELECT strategy, sum(net) AS net FROM trades GROUP BY 1';

function aRun(root: string, name: string): void {
  const script = new RunScript(1, ['random']);
  script.trade({ token: 0, price: 400_000, size: 5_000_000 });
  script.resolve(0, 1_000_000);
  journal(root, name, [begunRun(name), ...script.journal]);
}

/** An archive with one run in the store. */
function anArchive(): string {
  const root = temporaryFolder();
  aRun(root, 'one');
  const store = new KeptStore({ root, run: 'one', others: [], onNews: () => {} });
  store.finish();
  store.close();
  return root;
}

test('answers in a table, and says how many rows were left out', () => {
  const root = anArchive();
  const table = polydesk(['query', BY_STRATEGY, '--data', root]);
  expect(table).toMatchObject({ status: 0, stderr: '1 row.\n' });
  expect(table.stdout.split('\n').map((line) => line.trimEnd())).toEqual([
    'strategy       net',
    'random    3.000000',
    '',
  ]);
  const many = polydesk(['query', 'SELECT * FROM range(1000)', '--data', root, '--limit', '2']);
  expect(many.stderr).toBe('2 rows, 998 more left out: --limit shows them.\n');
});

test('answers in JSON: decimals are text, counts are numbers', () => {
  const sql = 'SELECT count(*) AS n, sum(net) AS net FROM trades';
  const { status, stdout } = polydesk(['query', sql, '--data', anArchive(), '--json']);
  expect(status).toBe(0);
  expect(JSON.parse(stdout)).toEqual({
    columns: ['n', 'net'],
    rows: [{ n: 1, net: '3.000000' }],
    left: 0,
  });
});

test('what would print beside the answer is refused, and prints nothing', () => {
  const sql = "SELECT * FROM enable_logging(storage = 'stdout')";
  const refused = polydesk(['query', sql, '--data', anArchive(), '--json']);
  expect(refused).toMatchObject({ status: 2, stdout: '' });
  expect(refused.stderr).toMatch(/enable_logging\(\) is no function to ask by/);
});

test('without a question it says what can be asked', () => {
  const { status, stdout } = polydesk(['query']);
  expect(status).toBe(0);
  expect(stdout).toMatch(
    /fills \(store\): executions of our orders.*\n {2}run VARCHAR, .*\n {2}\$ S/,
  );
  const { views } = JSON.parse(polydesk(['query', '--json']).stdout);
  expect(views.map(({ name }: { name: string }) => name)).toContain('log');
});

test('what cannot be answered ends with the place and the remedy', () => {
  const root = anArchive();
  const wrong = polydesk(['query', 'SELECT nett FROM trades', '--data', root]);
  expect(wrong.status).toBe(2);
  expect(wrong.stderr).toMatch(/"nett" not found.*LINE 1: SELECT nett.*polydesk query/s);
  const writes = polydesk(['query', 'DROP TABLE runs', '--data', root]);
  expect(writes).toMatchObject({ status: 2 });
  expect(writes.stderr).toMatch(/DROP is no SELECT: nothing can be changed here/);
  const nowhere = polydesk(['query', BY_STRATEGY, '--data', `${root}/none`]);
  expect(nowhere).toMatchObject({ status: 3 });
});

test('a run that is not in the store is told, and a damaged store is made anew', () => {
  const root = anArchive();
  aRun(root, 'two');
  const behind = polydesk(['query', BY_STRATEGY, '--data', root]);
  expect(behind.stderr).toMatch(/^1 run is not whole in the store \(two\): add --rebuild/);
  writeFileSync(storePath(root), 'no database at all'.repeat(500));
  const damaged = polydesk(['query', BY_STRATEGY, '--data', root]);
  expect(damaged).toMatchObject({ status: 3, stdout: '' });
  expect(damaged.stderr).toMatch(/desk\.sqlite is damaged.*\nRun "polydesk query --rebuild"/);
  const rebuilt = polydesk(['query', BY_STRATEGY, '--data', root, '--rebuild', '--json']);
  expect(rebuilt.stderr).toMatch(/was damaged: it is made anew.*\n.*it has 2 runs/);
  expect(JSON.parse(rebuilt.stdout).rows).toEqual([{ strategy: 'random', net: '6.000000' }]);
}, 20_000);
