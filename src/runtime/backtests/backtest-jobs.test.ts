import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { eventually } from '../../../test/support/eventually.ts';
import type { BacktestRequest } from '../../screen/backtest-job.ts';
import { BacktestJobs } from './backtest-jobs.ts';

vi.setConfig({ testTimeout: 60_000 });

const REQUEST: BacktestRequest = {
  kind: 'backtest',
  strategy: 'late-favourite',
  parameters: {},
  simulation: {},
};

/** Stands for the program: does what its parameter `do` says. */
const PROGRAM = `
import { truncateSync, writeFileSync } from 'node:fs';
const words = process.argv.slice(2);
const valueOf = (name) => words.find((word) => word.startsWith(name + '='))?.slice(name.length + 1);
const what = valueOf('--set=do') ?? (valueOf('--film') === undefined ? 'report' : 'film');
process.stderr.write('{"progress":{"what":"x","done":1,"total":4}}\\n');
if (what === 'killed') process.kill(process.pid, 'SIGKILL');
if (what === 'film') {
  const film = { schema: 'polydesk.film', schemaVersion: 2, provenance: 'recorded' };
  const line = JSON.stringify({ ...film, pictures: 7, isSame: false, parts: [] });
  const end = JSON.stringify({ film: { offset: 0, bytes: line.length } });
  writeFileSync(valueOf('--film'), line + '\\n' + end + '\\n');
  process.exit(1);
}
if (what === 'fail') { process.stderr.write('no such market\\n'); process.exit(3); }
if (what === 'config') {
  process.stderr.write(String(valueOf('--config')));
  process.exit(1);
}
if (what === 'secret') {
  process.stderr.write(String(process.env.POLYDESK_PASSPHRASE));
  process.exit(1);
}
if (what === 'wait') {
  writeFileSync(valueOf('--json') + '.' + process.pid + '.tmp', 'half of it');
  setInterval(() => {}, 1000);
}
else {
  const result = { trades: 3, net: '1.5', fees: '0.1', meanPerTrade: '0.5', meanInterval: null };
  const run = { hash: 'abc', sources: [{ provenance: 'recorded' }] };
  // A result of which nothing can be read: it is larger than any text can be.
  writeFileSync(valueOf('--json'), '{');
  truncateSync(valueOf('--json'), 600_000_000);
  const summary = { schema: 'polydesk.summary', run, result };
  writeFileSync(valueOf('--summary'), JSON.stringify(summary));
  writeFileSync(valueOf('--report'), '<!doctype html>');
}
`;

let folder: string;
let open: (config?: string) => Promise<BacktestJobs>;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'polydesk-jobs-'));
  writeFileSync(join(folder, 'program.mjs'), PROGRAM);
  const program = [process.execPath, join(folder, 'program.mjs')] as const;
  let now = Date.UTC(2026, 10, 26);
  open = (config) =>
    BacktestJobs.open({ archive: folder, cwd: folder, config, program, now: () => now++ });
});
afterEach(() => rmSync(folder, { recursive: true }));

async function asked(jobs: BacktestJobs, what?: string): Promise<string> {
  const parameters: Record<string, string> = what === undefined ? {} : { do: what };
  const job = await jobs.ask({ ...REQUEST, parameters });
  if (!job.ok) throw new Error(job.message);
  return job.value.id;
}

const stateOf = (jobs: BacktestJobs, id: string) => jobs.get(id)?.state;

describe('a backtest that is asked for', () => {
  test('is played by the command, and kept with what came of it', async () => {
    const jobs = await open();
    const id = await asked(jobs);
    await eventually(() => stateOf(jobs, id) === 'done');
    const result = { provenance: 'recorded', hash: 'abc', trades: 3, net: '1.5' };
    expect(jobs.get(id)).toMatchObject({ result, progress: null });
    const report = await jobs.open(id, 'report.html');
    expect(await text(report?.stream as Readable)).toBe('<!doctype html>');
    await jobs.close();
    const later = await open();
    expect(later.get(id)).toEqual(jobs.get(id));
  });

  test('has its figures apart: a result of any size is never read whole', async () => {
    const jobs = await open();
    const id = await asked(jobs);
    await eventually(() => stateOf(jobs, id) === 'done');
    expect(await jobs.result(id)).toMatchObject({ ok: true, value: { result: { trades: 3 } } });
    const whole = await jobs.open(id, 'result.json');
    expect(whole?.bytes).toBe(600_000_000);
    const [first] = await once(whole?.stream as Readable, 'data');
    expect((first as Buffer).length).toBeLessThan(1_000_000);
    whole?.stream.destroy();
    // As of one that was played before figures were kept apart.
    rmSync(join(folder, 'backtests', id, 'summary.json'));
    const refused = await jobs.result(id);
    expect(refused).toMatchObject({ ok: false, code: 'too_large' });
    expect(refused.ok || refused.message).toContain('whole report');
    await jobs.close();
  });

  test('of a film that decides otherwise is done, and says so', async () => {
    const jobs = await open();
    const film = { ...REQUEST, kind: 'film', markets: ['m'], run: 'demo-1' } as const;
    const job = await jobs.ask(film);
    const id = job.ok ? job.value.id : '';
    await eventually(() => stateOf(jobs, id) === 'done');
    expect(jobs.get(id)?.result).toMatchObject({ frames: 7, isSame: false });
    expect(await jobs.film(id)).toMatchObject({ ok: true, value: { pictures: 7 } });
    expect(await jobs.filmPart(id, 0)).toMatchObject({ ok: false, code: 'not_found' });
    await jobs.close();
  });

  test('that is killed for want of memory says to ask for less', async () => {
    const jobs = await open();
    const id = await asked(jobs, 'killed');
    await eventually(() => stateOf(jobs, id) === 'failed');
    expect(jobs.get(id)?.message).toMatch(/more memory.*\nChoose fewer markets/);
    await jobs.close();
  });

  test('tells how far it is', async () => {
    const jobs = await open();
    const id = await asked(jobs, 'wait');
    await eventually(() => jobs.get(id)?.progress?.done === 1);
    await jobs.close();
  });

  test('that fails says why', async () => {
    const jobs = await open();
    const id = await asked(jobs, 'fail');
    await eventually(() => stateOf(jobs, id) === 'failed');
    expect(jobs.get(id)?.message).toBe('no such market');
    await jobs.close();
  });

  test('sees no secret of the desk', async () => {
    vi.stubEnv('POLYDESK_PASSPHRASE', 'very secret');
    const jobs = await open();
    const id = await asked(jobs, 'secret');
    await eventually(() => stateOf(jobs, id) === 'failed');
    expect(jobs.get(id)?.message).toBe('undefined');
    await jobs.close();
    vi.unstubAllEnvs();
  });

  test('knows the strategies of the configuration that the desk was given', async () => {
    const jobs = await open('elsewhere/own.config.ts');
    const id = await asked(jobs, 'config');
    await eventually(() => stateOf(jobs, id) === 'failed');
    expect(jobs.get(id)?.message).toBe('elsewhere/own.config.ts');
    await jobs.close();
  });

  test('that cannot be kept is refused, and waits for nothing', async () => {
    const jobs = await open();
    writeFileSync(join(folder, 'backtests'), 'no folder');
    expect(await jobs.ask(REQUEST)).toMatchObject({ ok: false, code: 'cannot_keep' });
    expect(jobs.all).toEqual([]);
    await jobs.close();
  });

  test('waits for the one before, and can be canceled waiting or running', async () => {
    const jobs = await open();
    const [first, second] = [await asked(jobs, 'wait'), await asked(jobs)];
    await eventually(() => stateOf(jobs, first) === 'running');
    expect(stateOf(jobs, second)).toBe('waiting');
    expect(await jobs.cancel(second)).toBe(true);
    const third = await asked(jobs);
    expect(await jobs.cancel(first)).toBe(true);
    await eventually(() => stateOf(jobs, third) === 'done');
    expect([stateOf(jobs, first), stateOf(jobs, second)]).toEqual(['canceled', 'canceled']);
    expect(await jobs.cancel(first)).toBe(false);
    await jobs.close();
  });

  test('that is ended leaves nothing half written', async () => {
    const jobs = await open();
    const id = await asked(jobs, 'wait');
    const files = () => readdirSync(join(folder, 'backtests', id));
    await eventually(() => files().some((name) => name.endsWith('.tmp')));
    await jobs.cancel(id);
    await eventually(() => jobs.get(id)?.message === 'canceled');
    await jobs.close();
    expect(files()).toEqual(['job.json']);
  });

  test('that ran as the program ended is broken off, there and by the next start', async () => {
    const jobs = await open();
    const id = await asked(jobs, 'wait');
    await eventually(() => stateOf(jobs, id) === 'running');
    const path = join(folder, 'backtests', id, 'job.json');
    await eventually(() => JSON.parse(readFileSync(path, 'utf8')).state === 'running');
    const crashed = await open();
    expect(stateOf(crashed, id)).toBe('broken_off');
    await jobs.close();
    expect(stateOf(jobs, id)).toBe('broken_off');
  });

  test('goes with its files when it is forgotten, but not while it runs', async () => {
    const jobs = await open();
    const id = await asked(jobs, 'wait');
    await eventually(() => stateOf(jobs, id) === 'running');
    expect(await jobs.forget(id)).toBe(false);
    await jobs.cancel(id);
    await eventually(() => jobs.get(id)?.endedAt !== null);
    expect(await jobs.forget(id)).toBe(true);
    expect(readdirSync(join(folder, 'backtests'))).toEqual([]);
    await jobs.close();
  });

  test('that cannot be read is left out, and keeps no other from being told', async () => {
    const jobs = await open();
    const id = await asked(jobs);
    await eventually(() => stateOf(jobs, id) === 'done');
    await jobs.close();
    const other = join(folder, 'backtests', '20261126t000000z-9');
    mkdirSync(other);
    writeFileSync(join(other, 'job.json'), '{"id":"20261126t000000z-9","state":"done"}');
    expect((await open()).all.map((job) => job.id)).toEqual([id]);
  });

  test('is refused beyond twenty that wait', async () => {
    const jobs = await open();
    for (let i = 0; i < 21; i++) await asked(jobs, 'wait');
    const more = await jobs.ask(REQUEST);
    expect(more).toMatchObject({ ok: false, code: 'too_many' });
    await jobs.close();
  });

  test.each(['../../etc', '20261126t000000z-1/../..', ''])('no file is named "%s"', async (id) => {
    const jobs = await open();
    expect(await jobs.open(id, 'result.json')).toBeUndefined();
    expect(await jobs.forget(id)).toBe(false);
  });
});
