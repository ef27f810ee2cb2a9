import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { aDashboard, NO_WORKSHOP } from '../../../../test/support/told-desk.ts';
import { ok, refuse } from '../../../domain/result.ts';
import type { BacktestJob } from '../../../screen/backtest-job.ts';
import type { Film, FilmPart } from '../../../screen/film.ts';
import type { Backtests } from '../workshop.ts';

const REQUEST = { kind: 'backtest', strategy: 'random', parameters: {}, simulation: {} } as const;
const JOB: BacktestJob = {
  id: '20261126t000000z-1',
  request: REQUEST,
  state: 'done',
  ...{ askedAt: 1, startedAt: 2, endedAt: 3, progress: null, result: null, message: '' },
};

const NONE = refuse('not_found', 'there is none');

class ToldBacktests implements Backtests {
  readonly all = [JOB];
  readonly asked: unknown[] = [];

  ask(request: unknown) {
    this.asked.push(request);
    return Promise.resolve(ok(JOB));
  }

  cancel(id: string) {
    this.asked.push(id);
    return Promise.resolve(id === JOB.id);
  }

  runs() {
    return Promise.resolve(['demo-1']);
  }

  simulation() {
    return Promise.resolve(ok({ latency: '20,40,40' }));
  }

  defaults() {
    return { capital: '1000', latencyMs: { feed: 125 } };
  }

  forget() {
    return Promise.resolve(false);
  }

  result(id: string) {
    return Promise.resolve(id === JOB.id ? ok({ schema: 'x' }) : NONE);
  }

  open(id: string, name: string) {
    if (id !== JOB.id) return Promise.resolve(undefined);
    const text = name === 'report.html' ? '<!doctype html><script>1</script>' : '{"schema":"x"}';
    return Promise.resolve({ bytes: text.length, stream: Readable.from([text]) });
  }

  film() {
    return Promise.resolve(
      ok({ schema: 'polydesk.film', parts: [{ from: 1 }] } as unknown as Film),
    );
  }

  filmPart(_id: string, part: number) {
    const told = { first: { at: 1 }, changes: [{ at: 2 }], news: [], before: [] };
    return Promise.resolve(part === 0 ? ok(told as unknown as FilmPart) : NONE);
  }
}

async function aWorkshop() {
  const backtests = new ToldBacktests();
  const found = await aDashboard({ workshop: { ...NO_WORKSHOP, backtests } });
  await found.visitor.signIn();
  return { ...found, backtests };
}

test('whoever looks sees them, and only who has control asks for one', async () => {
  const { visitor, backtests } = await aWorkshop();
  expect((await visitor.ask('GET', '/api/backtests')).body).toEqual({ jobs: [JOB] });
  expect((await visitor.ask('POST', '/api/backtests', REQUEST)).status).toBe(403);
  await visitor.ask('POST', '/api/control');
  expect((await visitor.ask('POST', '/api/backtests', REQUEST)).body).toEqual(JOB);
  expect(backtests.asked).toEqual([REQUEST]);
  expect((await visitor.ask('GET', '/api/runs')).body).toEqual({ runs: ['demo-1'] });
  expect((await visitor.ask('GET', '/api/simulation')).body).toEqual({ latency: '20,40,40' });
  const cancel = await visitor.ask('POST', '/api/backtests/cancel', { id: JOB.id });
  expect(cancel.body).toEqual({ done: true });
  expect((await visitor.ask('POST', '/api/backtests/forget', { id: JOB.id })).status).toBe(404);
});

test.each([
  ['an option that is none of the simulation', { simulation: { journal: '/etc/passwd' } }],
  ['a kind that there is not', { kind: 'live' }],
  ['a value of two lines', { parameters: { size: '5\n6' } }],
  ['one value to sweep', { over: { size: ['5'] } }],
  ['a field of its own', { data: '/' }],
])('%s is refused', async (_, change) => {
  const { visitor, backtests } = await aWorkshop();
  await visitor.ask('POST', '/api/control');
  const answer = await visitor.ask('POST', '/api/backtests', { ...REQUEST, ...change });
  expect(answer.status).toBe(400);
  expect(backtests.asked).toEqual([]);
});

test('what holds where nobody says anything is told as results write it', async () => {
  const { visitor } = await aWorkshop();
  const { status, body } = await visitor.ask('GET', '/api/backtests/defaults');
  expect([status, body]).toEqual([200, { capital: '1000', latencyMs: { feed: 125 } }]);
});

test('a report is shown as from elsewhere, and to nobody who has not signed in', async () => {
  const { visitor, base } = await aWorkshop();
  const page = await visitor.ask('GET', `/reports/${JOB.id}.html`);
  expect(page.body).toContain('<script>1</script>');
  const policy = page.headers.get('content-security-policy') ?? '';
  expect(policy).toMatch(/^sandbox allow-scripts; default-src 'none'/);
  expect(policy).not.toContain('allow-same-origin');
  expect((await visitor.ask('GET', '/reports/20261126t000000z-9.html')).status).toBe(404);
  expect((await fetch(`${base}/reports/${JOB.id}.html`)).status).toBe(401);
  expect((await visitor.ask('GET', '/api/backtests/result?id=nothing')).status).toBe(404);
});

test('a whole result is given away as a file, and to nobody who has not signed in', async () => {
  const { visitor, base } = await aWorkshop();
  const { status, headers, body } = await visitor.ask('GET', `/reports/${JOB.id}.json`);
  expect([status, body]).toEqual([200, { schema: 'x' }]);
  expect(headers.get('content-disposition')).toBe(`attachment; filename="polydesk-${JOB.id}.json"`);
  expect(headers.get('content-length')).toBe('14');
  expect((await fetch(`${base}/reports/${JOB.id}.json`)).status).toBe(401);
  expect((await visitor.ask('GET', '/reports/20261126t000000z-9.json')).status).toBe(404);
});

test('a film is told by its parts', async () => {
  const { visitor } = await aWorkshop();
  const film = await visitor.ask('GET', `/api/backtests/film?id=${JOB.id}`);
  expect(film.body).toEqual({ schema: 'polydesk.film', parts: [{ from: 1 }] });
  const part = (number: string) => {
    return visitor.ask('GET', `/api/backtests/film/part?id=${JOB.id}&part=${number}`);
  };
  expect((await part('0')).body).toMatchObject({ first: { at: 1 }, changes: [{ at: 2 }] });
  expect([await part('1'), await part('-1'), await part('x')].map(({ status }) => status)).toEqual([
    404, 400, 400,
  ]);
});
