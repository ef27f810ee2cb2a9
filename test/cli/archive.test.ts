// archive import, info and verify, and the doctor, run as a user runs them.
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { startChild } from '../support/children.ts';
import { writeRecording } from '../support/made-up-recording.ts';
import { polydesk } from '../support/run-command.ts';

// Each test starts whole processes, which a busy machine makes wait.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const MARKETS = 6;
const folder = mkdtempSync(join(tmpdir(), 'polydesk-archive-'));
const run = (...words: string[]) => polydesk(words, { cwd: folder });

beforeAll(async () => {
  await writeRecording(join(folder, 'recording'), MARKETS);
  expect(run('archive', 'import', 'recording', '--to', 'archive')).toMatchObject({ status: 0 });
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('archive import', () => {
  test('a second time has nothing to do and says so', () => {
    const { status, stdout } = run('archive', 'import', 'recording', '--to', 'archive');
    expect(status).toBe(0);
    expect(stdout).toContain('nothing to do');
    expect(stdout).toContain(`${MARKETS} markets`);
    expect(stdout).toContain(`${MARKETS} complete, 0 incomplete`);
    expect(stdout).toContain('quarantined: none');
  });

  test('a damaged file is named, and the good ones beside it are in', async () => {
    const start = 1_776_081_600;
    mkdirSync(join(folder, 'three'));
    for (const [i, name] of ['a', 'b', 'c'].entries()) {
      const path = await writeRecording(join(folder, `three-${name}`), 2, start + i * 600);
      writeFileSync(join(folder, 'three', `${name}.parquet`), readFileSync(path));
    }
    const whole = readFileSync(join(folder, 'three', 'b.parquet'));
    // The first two are found at recognition; a hole in the frames alone only half-way in.
    const cut = whole.subarray(0, 500);
    const emptied = Buffer.from(whole).fill(0, 100, whole.length - 2_000);
    const holed = Buffer.from(whole).fill(0, whole.length >> 1, whole.length - 2_000);
    for (const [to, content] of Object.entries({ cut, emptied, holed })) {
      writeFileSync(join(folder, 'three', 'b.parquet'), content);
      const words = ['archive', 'import', 'three', '--to', to, '--json'];
      const { status, stdout, stderr } = run(...words);
      expect(stderr).toMatch(/left out: b\.parquet cannot be read/);
      expect(stderr).toMatch(/error: not imported: b\.parquet\nThe rest is in/);
      expect(status).toBe(3);
      expect(JSON.parse(stdout)).toMatchObject({
        imports: [{ rows: { markets: 4 } }],
        notImported: ['b.parquet'],
      });
      expect(run('archive', 'verify', to).status).toBe(0);
      writeFileSync(join(folder, 'three', 'b.parquet'), whole);
      const again = run(...words);
      expect(again.status).toBe(0);
      expect(JSON.parse(again.stdout)).toMatchObject({
        imports: [{ unitsDone: 1, unitsSkipped: 2, rows: { markets: 6 } }],
        notImported: [],
      });
    }
  });

  test('one of several recordings that is unknown leaves the others in', () => {
    writeFileSync(join(folder, 'note.txt'), 'hello');
    const words = ['archive', 'import', 'note.txt', 'recording', '--to', 'several'];
    const { status, stdout, stderr } = run(...words);
    expect(stdout).toContain(`${MARKETS} markets`);
    expect(stderr).toMatch(/error: not imported: note\.txt\n/);
    expect(status).toBe(3);
  });

  test('with --json stdout is for the machine alone', () => {
    const words = ['archive', 'import', 'recording', '--to', 'archive', '--json'];
    const { stdout, stderr } = run(...words);
    expect(JSON.parse(stdout)).toMatchObject({
      archive: 'archive',
      imports: [
        {
          dataset: 'btc-5m-books-2026-04',
          changed: false,
          rows: { markets: MARKETS, quarantine: 0 },
          counts: { crossed: 0, tokenSeries: MARKETS, completeSeries: MARKETS },
          contentHash: expect.stringMatching(/^[0-9a-f]{64}$/),
        },
      ],
    });
    expect(stderr).toContain('nothing to do');
  });

  test('stopped half-way and run again, it comes out the same', async () => {
    const main = join(import.meta.dirname, '..', '..', 'src', 'cli', 'main.ts');
    const words = [main, 'archive', 'import', 'recording', '--to', 'stopped'];
    const child = startChild(process.execPath, words, { cwd: folder });
    let stderr = '';
    child.stderr.on('data', (text) => {
      stderr += text;
    });
    const ended = new Promise((resolve) => child.on('close', resolve));
    const work = join(
      folder,
      'stopped',
      'venue=polymarket',
      'dataset=btc-5m-books-2026-04',
      '.work',
    );
    const watch = setInterval(() => {
      if (!existsSync(work)) return;
      clearInterval(watch);
      child.kill('SIGINT');
    }, 5);
    const status = await ended;
    clearInterval(watch);
    expect({ status, stderr: stderr.trim() }).toEqual({
      status: 130,
      stderr: 'Stopped. What is finished is kept: run the same command again to go on.',
    });
    expect(run('archive', 'info', 'stopped')).toMatchObject({ status: 3 });
    const again = run('archive', 'import', 'recording', '--to', 'stopped', '--json');
    const before = run('archive', 'import', 'recording', '--to', 'archive', '--json');
    const hashOf = (text: string) => JSON.parse(text).imports[0].contentHash;
    expect(hashOf(again.stdout)).toBe(hashOf(before.stdout));
  });

  test.each([
    ['a path that is not there', 'nowhere', /nowhere does not exist/],
    ['an unknown format', 'notes.txt', /no importer knows this layout: notes.txt/],
    ['a file cut off', 'cut.parquet', /cut.parquet cannot be read/],
  ])('%s is bad data: exit code 3', (_name, path, says) => {
    writeFileSync(join(folder, 'notes.txt'), 'nothing to import\n');
    const whole = readFileSync(join(folder, 'recording', 'books.parquet'));
    writeFileSync(join(folder, 'cut.parquet'), whole.subarray(0, whole.length / 2));
    const { status, stdout, stderr } = run('archive', 'import', path, '--to', 'refused');
    expect(stderr).toMatch(says);
    expect(stdout).toBe('');
    expect(status).toBe(3);
  });

  test.each([
    ['a file', 'target.txt'],
    ['a folder below a file', 'target.txt/archive'],
  ])('into %s is wrong usage: exit code 2', (_name, target) => {
    writeFileSync(join(folder, 'target.txt'), 'kept');
    const { status, stdout, stderr } = run('archive', 'import', 'recording', '--to', target);
    expect(stderr).toContain(`error: no archive can be made in ${target}: `);
    expect(stderr).toMatch(/target\.txt is not a folder\nName another folder with --to\.\n$/);
    expect(stdout).toBe('');
    expect(status).toBe(2);
    expect(readFileSync(join(folder, 'target.txt'), 'utf8')).toBe('kept');
  });
});

describe('archive info', () => {
  test('says what is held, what is wrong, and which hours are covered', () => {
    const { status, stdout } = run('archive', 'info', 'archive', '--hours');
    expect(status).toBe(0);
    expect(stdout).toContain('btc-5m-books-2026-04 · recorded data');
    expect(stdout).toMatch(/Token series +6: 6 complete, 0 incomplete/);
    expect(stdout).toMatch(/Books +[\d,]+, of which [\d,]+ changed nothing; 0 crossed/);
    expect(stdout).toMatch(/market with one token +6/);
    expect(stdout).toMatch(/2026-04-13 {2}·{12}█·{11}/);
    expect(stdout).toMatch(/btc-updown-5m-1776081600 +first .*12h [\d,]+ +yes/);
  });

  test('as JSON gives the manifests', () => {
    const { stdout } = run('archive', 'info', 'archive', '--json');
    const { datasets } = JSON.parse(stdout);
    expect(datasets).toHaveLength(1);
    expect(datasets[0]).toMatchObject({
      dataset: 'btc-5m-books-2026-04',
      decided: { venue: 0, reference: 0, final_price: MARKETS },
      undecided: 0,
    });
    expect(datasets[0].series).toHaveLength(MARKETS);
    expect(datasets[0].markets).toHaveLength(MARKETS);
  });

  test('shows the first five quarantined rows of each reason', () => {
    writeQuotes('quotes', ['NaN', 'NaN', 'NaN', 'NaN', 'NaN', 'NaN', 'NaN', '-0.1']);
    expect(run('archive', 'import', 'quotes', '--to', 'held')).toMatchObject({ status: 0 });
    const [{ quarantine, quarantineExamples: shown }] = JSON.parse(
      run('archive', 'info', 'held', '--json').stdout,
    ).datasets;
    expect(quarantine).toEqual({ not_a_decimal: 7, price_out_of_range: 1 });
    expect(Object.keys(shown)).toEqual(['not_a_decimal', 'price_out_of_range']);
    expect(shown.not_a_decimal.map((one: { row: number }) => one.row)).toEqual([3, 4, 5, 6, 7]);
    const [outside] = shown.price_out_of_range;
    expect(outside).toEqual({ file: 'prices_1.csv.gz', row: 10, message: expect.any(String) });
    const { stdout } = run('archive', 'info', 'held');
    expect(stdout).toMatch(
      /not a decimal +7\n( {4}prices_1\.csv\.gz, row [3-7]: .+\n){5} {2}price/,
    );
    expect(stdout).toContain(`    prices_1.csv.gz, row 10: ${outside.message}\n`);
  });

  test('of what is not there is bad data: exit code 3', () => {
    expect(run('archive', 'info', 'nowhere')).toMatchObject({
      status: 3,
      stderr: expect.stringMatching(/nowhere holds no archive.*archive import/),
    });
    expect(run('archive', 'info', 'archive', '--dataset', 'other')).toMatchObject({
      status: 3,
      stderr: expect.stringContaining('no dataset "other"'),
    });
  });
});

test('archive verify finds a fresh archive as it was written', () => {
  const { status, stdout } = run('archive', 'verify', 'archive');
  expect(stdout).toMatch(/^btc-5m-books-2026-04: as it was written, 1 file, [\d,]+ rows\n/);
  expect(status).toBe(0);
});

describe('doctor', () => {
  test('finds a healthy desk healthy', () => {
    const { status, stdout } = run('doctor', '--offline', '--data', 'archive');
    expect(stdout).toMatch(/^ok {4}Node /m);
    expect(stdout).toMatch(/^ok {4}DuckDB /m);
    expect(stdout).toMatch(/^ok {4}Dataset +btc-5m-books-2026-04: 6 markets/m);
    expect(status).toBe(0);
  });

  test('a missing archive is bad data, a broken configuration wrong configuration', () => {
    const missing = run('doctor', '--offline', '--data', 'nowhere', '--json');
    expect(missing.status).toBe(3);
    expect(JSON.parse(missing.stdout)).toMatchObject({
      exitCode: 3,
      findings: expect.arrayContaining([
        expect.objectContaining({ name: 'Archive', status: 'fail', remedy: expect.any(String) }),
      ]),
    });
    writeFileSync(join(folder, 'broken.config.ts'), 'export default { capitol: "5" };\n');
    const broken = run('doctor', '--offline', '--config', 'broken.config.ts');
    expect(broken.stdout).toMatch(/^fail {2}Configuration.*capitol/m);
    expect(broken.status).toBe(2);
  });

  test('a file cut off is found by its end, and by archive verify', () => {
    run('archive', 'import', 'recording', '--to', 'damaged');
    const { stdout } = run('archive', 'info', 'damaged', '--json');
    const { dataset, files } = JSON.parse(stdout).datasets[0];
    const path = join(folder, 'damaged', 'venue=polymarket', `dataset=${dataset}`, files[0].path);
    expect(dirname(path)).toContain('damaged');
    truncateSync(path, 100);
    const verified = run('archive', 'verify', 'damaged', '--json');
    expect(verified.status).toBe(3);
    expect(JSON.parse(verified.stdout).datasets[0].ok).toBe(false);
    expect(verified.stderr).toContain(files[0].path);
    expect(verified.stderr).toMatch(/error: damaged is damaged: btc-5m-books-2026-04\nRemove/);
    const found = run('doctor', '--offline', '--data', 'damaged');
    expect(found.stdout).toMatch(/^fail {2}Dataset .*1 file missing or cut off/m);
    expect(found.status).toBe(3);
  });
});

/** Best prices once a second; the bids given stand in the rows from 3 on. */
function writeQuotes(name: string, bids: readonly string[]): void {
  const header =
    'timestamp,timestamp_ms,call_bid,call_ask,call_mid,put_bid,put_ask,put_mid,seconds_to_expiry';
  const rows = ['0.50', ...bids, '0.50'].map((bid, i) => {
    const ms = (1_770_030_000 + 20 + i) * 1_000;
    return `x,${ms},${bid},0.51,0,0.49,0.50,0,${(880 - i).toFixed(1)}`;
  });
  mkdirSync(join(folder, name));
  const path = join(folder, name, 'prices_1.csv.gz');
  writeFileSync(path, gzipSync(`${[header, ...rows].join('\n')}\n`));
}
