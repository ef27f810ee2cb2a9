// compare --claims over a small archive, run as a user runs it.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { writeRecording } from '../support/made-up-recording.ts';
import { polydesk } from '../support/run-command.ts';

// Each test starts whole processes, which a busy machine makes wait.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const folder = mkdtempSync(join(tmpdir(), 'polydesk-claims-'));
const claims = (...words: string[]) =>
  polydesk(['compare', '--claims', '--data', 'archive', ...words], { cwd: folder });
const read = (path: string) => readFileSync(join(folder, path), 'utf8');

beforeAll(async () => {
  await writeRecording(join(folder, 'recording'), 12);
  const words = ['archive', 'import', 'recording', '--to', 'archive'];
  expect(polydesk(words, { cwd: folder })).toMatchObject({ status: 0 });
});
afterAll(() => rmSync(folder, { recursive: true }));

test('plays everything on every set, and twice writes the same page', () => {
  const words = ['--latencies', '0,250', '--json', 'board.json', '--report', 'pages'];
  const { status, stdout } = claims('--page', 'one.md', ...words);
  expect(stdout).toContain('Late-favourite: ');
  expect(stdout).toMatch(/^late-favourite +250 +12 +12 /m);
  expect(stdout).toContain('Traded nowhere: ');
  expect(status).toBe(0);
  const board = JSON.parse(read('board.json'));
  expect(board).toMatchObject({ schema: 'polydesk.claims', schemaVersion: 1 });
  const row = board.rows.find(
    (one: { variant: string; latencyMs: number }) =>
      one.variant === 'late-favourite' && one.latencyMs === 250,
  );
  expect(row).toMatchObject({
    set: 'btc-5m-books-2026-04',
    trades: 12,
    hash: expect.stringMatching(/^[0-9a-f]{16}$/),
    configuration: { strategies: [{ name: 'late-favourite' }], capital: '1000000' },
  });
  const page = 'pages/btc-5m-books-2026-04/late-favourite-250ms.html';
  expect(read(page)).toContain(row.hash);
  expect(read('pages/index.html')).toContain(
    'href="btc-5m-books-2026-04/late-favourite-250ms.html"',
  );
  expect(read('one.md')).toContain('do-nothing: decided not to 12 times (never trades 12).');
  expect(read('one.md')).toContain(
    '- No official outcome: resolutions follow the final price rule',
  );
  claims('--page', 'two.md', '--latencies', '0,250');
  expect(read('two.md')).toBe(read('one.md'));
});

type Row = Record<string, unknown> & { readonly variant: string; readonly report: string };
type Written = {
  readonly run: { readonly hash: string };
  readonly trades: readonly Record<string, string>[];
  readonly coverage: readonly { market: string; opensAt: number; closesAt: number }[];
};

/** The figures of a row, worked out anew from its trades alone. */
function figuresOf({ trades, coverage }: Written) {
  const counted = trades.filter(({ state }) => state === 'counted');
  const cents = (text: string | undefined) => Math.round(Number(text) * 1e6);
  const sum = (of: (trade: Record<string, string>) => number) =>
    counted.reduce((total, trade) => total + of(trade), 0);
  const outlay = sum(({ cost, entryFee }) => cents(cost) + cents(entryFee));
  const net = sum((trade) => cents(trade.net));
  const turnover = (kinds: string[]) =>
    sum((trade) => {
      const part = trade.turnover as unknown as Record<string, string>;
      return kinds.reduce((total, kind) => total + cents(part[kind]), 0);
    });
  const all = turnover(['venue', 'book', 'print', 'inferred', 'assumed']);
  // The markets of this archive follow one another: each is a window.
  const windows = new Set(counted.map(({ market }) => market));
  const times = coverage.map(({ opensAt, closesAt }) => [opensAt, closesAt]).sort();
  expect(times.slice(1).every(([opens], i) => opens! >= times[i]![1]!)).toBe(true);
  const proxies = counted.filter(({ resolution }) => /other_feed|final_price/.test(resolution!));
  const share = (part: number, whole: number) => (part / whole).toFixed(6);
  return {
    windows: windows.size,
    trades: counted.length,
    wins: counted.filter((trade) => cents(trade.net) > 0).length,
    averageEntry: share(
      sum(({ cost }) => cents(cost)),
      sum(({ shares }) => cents(shares)),
    ),
    outlay: `${outlay / 1e6}`,
    gross: `${sum(({ gross }) => cents(gross)) / 1e6}`,
    fees: `${sum(({ fees }) => cents(fees)) / 1e6}`,
    net: `${net / 1e6}`,
    roi: share(net, outlay),
    inferredShare: share(turnover(['inferred']), all),
    assumedShare: share(turnover(['assumed']), all),
    proxyShare: share(new Set(proxies.map(({ market }) => market)).size, windows.size),
  };
}

test('every figure of a row is that of the trades it points to', () => {
  claims('late-favourite', 'random', '--json', 'all.json', '--report', 'pages');
  const { rows } = JSON.parse(read('all.json')) as { rows: Row[] };
  const traded = rows.filter(({ trades }) => Number(trades) > 0);
  expect(new Set(traded.map(({ strategy }) => strategy))).toEqual(
    new Set(['late-favourite', 'random']),
  );
  for (const row of traded) {
    const written = JSON.parse(read(join('pages', row.report))) as Written;
    expect(written.run.hash).toBe(row.hash);
    expect(row).toMatchObject(figuresOf(written));
  }
  // A part of the board played alone is the same runs.
  const { set, latencyMs, strategy } = traded[0] as unknown as Record<string, string>;
  claims(strategy!, '--dataset', set!, '--latencies', String(latencyMs), '--json', 'one.json');
  expect(JSON.parse(read('one.json')).rows[0].hash).toBe(traded[0]!.hash);
});

test('names choose strategies, and --json alone gives stdout to the machine', () => {
  const { stdout, stderr } = claims('do-nothing', '--latencies', '0', '--json');
  const { rows } = JSON.parse(stdout);
  expect(rows).toHaveLength(1);
  expect(rows[0]).toMatchObject({ verdict: { code: 'too_thin' }, correctedP: null, roi: null });
  expect(stderr).toContain('Traded nowhere: do-nothing.');
});

test.each([
  ['an option that the board decides', ['--size', '5'], '--claims'],
  ['a strategy that is not there', ['no-such'], '"no-such"'],
])('%s is wrong usage', (_, words, says) => {
  expect(claims(...words)).toMatchObject({ status: 2, stderr: expect.stringContaining(says) });
});

test('what is about the board alone is refused without it', () => {
  const words = ['compare', '--all', '--data', 'archive', '--page', 'x.md'];
  expect(polydesk(words, { cwd: folder })).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('--page is about the boards'),
  });
});

test('simulated data carries no claim', () => {
  const manifest = 'archive/venue=polymarket/dataset=btc-5m-books-2026-04/manifest.json';
  const text = read(manifest);
  writeFileSync(join(folder, manifest), text.replace('"recorded"', '"simulated"'));
  const { status, stderr } = claims('--page', 'no.md');
  writeFileSync(join(folder, manifest), text);
  expect(stderr).toContain('dataset "btc-5m-books-2026-04" is simulated: no claim rests on it');
  expect(status).toBe(3);
  expect(existsSync(join(folder, 'no.md'))).toBe(false);
});
