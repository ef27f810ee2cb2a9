import { request } from 'node:http';
import { expect, test } from 'vitest';
import {
  aDashboard,
  aDocument,
  NO_SOURCES,
  NO_WORKSHOP,
  TOKEN,
  Visitor,
} from '../../../test/support/told-desk.ts';
import { hashOf } from './access-token.ts';
import { startDashboard } from './dashboard-server.ts';

const code = (answer: { readonly body: unknown }) =>
  (answer.body as { error?: { code: string } }).error?.code;

/** By Node's own client: fetch would not send another host. */
function statusFor(base: string, path: string, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    const asked = request(`${base}${path}`, { headers }, (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    });
    asked.on('error', reject).end();
  });
}

test('the token opens a session whose cookie no script reads and no other site sends', async () => {
  const { visitor } = await aDashboard();
  const answer = await visitor.signIn();
  expect(answer.status).toBe(200);
  const cookie = answer.headers.get('set-cookie') ?? '';
  expect(cookie).toMatch(/^polydesk_\d+=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Expires=/);
  expect(JSON.stringify(answer.body)).not.toContain(visitor.cookie.split('=')[1]);
  const session = { csrf: visitor.csrf, until: expect.any(Number), controlUntil: null };
  expect((await visitor.ask('GET', '/api/session')).body).toEqual({ session });
});

test('without a session nothing is told, and a wrong token opens none', async () => {
  const { desk, visitor } = await aDashboard();
  desk.begin();
  // That there is none is no fault: a page asks it as it opens.
  const asked = await visitor.ask('GET', '/api/session');
  expect([asked.status, asked.body]).toEqual([200, { session: null }]);
  expect(code(await visitor.ask('GET', '/api/desk'))).toBe('no_session');
  expect(code(await visitor.ask('POST', '/api/kill'))).toBe('no_session');
  expect(code(await visitor.signIn(hashOf(TOKEN)))).toBe('wrong_token');
  expect(code(await visitor.ask('GET', '/api/desk'))).toBe('no_session');
  expect(desk.words).toEqual([]);
});

test('who tries wrong tokens has to wait, and locks nobody out who has the right one', async () => {
  const { base, desk, time, visitor } = await aDashboard();
  const stranger = new Visitor(base);
  for (let i = 0; i < 5; i++) expect(code(await stranger.signIn('wrong'))).toBe('wrong_token');
  for (let i = 0; i < 100; i++) expect(code(await stranger.signIn('wrong'))).toBe('too_often');
  expect((await visitor.signIn()).status).toBe(200);
  desk.begin();
  await visitor.ask('POST', '/api/control');
  const claim = { words: 'resume demo-1' };
  const wrong = await visitor.ask('POST', '/api/resume', { ...claim, token: 'wrong' });
  expect(code(wrong)).toBe('too_often');
  const right = await visitor.ask('POST', '/api/resume', { ...claim, token: TOKEN });
  expect(right.status).toBe(200);
  time.now += 60_000;
  expect(code(await stranger.signIn('wrong'))).toBe('wrong_token');
});

test('a session asks so often, but is never told to wait where it lowers risk', async () => {
  const { desk, visitor } = await aDashboard();
  await visitor.signIn();
  const codes = [];
  for (let i = 0; i < 901; i++) codes.push(code(await visitor.ask('GET', '/api/session')));
  expect(codes.filter((one) => one === 'too_often')).toHaveLength(1);
  expect((await visitor.ask('POST', '/api/cancel', {})).status).toBe(200);
  expect(desk.words).toEqual([{ kind: 'cancel', market: undefined }]);
});

test('whatever is no look needs the CSRF token of its own session', async () => {
  const { base, desk, visitor } = await aDashboard();
  await visitor.signIn();
  const other = new Visitor(base);
  await other.signIn();
  const mine = visitor.csrf;
  for (const csrf of ['', other.csrf]) {
    visitor.csrf = csrf;
    for (const word of ['pause', 'cancel', 'stop', 'kill', 'control']) {
      expect(code(await visitor.ask('POST', `/api/${word}`))).toBe('no_csrf');
    }
    expect(code(await visitor.ask('DELETE', '/api/session'))).toBe('no_csrf');
  }
  expect(desk.words).toEqual([]);
  visitor.csrf = mine;
  expect((await visitor.ask('POST', '/api/pause', { strategy: 'random' })).status).toBe(200);
  expect(desk.words).toEqual([{ kind: 'pause', strategy: 'random' }]);
});

test('another host or origin is not heard, whatever it knows', async () => {
  const { base, desk, visitor } = await aDashboard();
  await visitor.signIn();
  const { cookie } = visitor;
  expect(await statusFor(base, '/api/session', { cookie })).toBe(200);
  for (const host of ['evil.example', '127.0.0.1.evil.example', 'localhost:x']) {
    expect([host, await statusFor(base, '/api/session', { cookie, host })]).toEqual([host, 403]);
    expect(await statusFor(base, '/', { host })).toBe(403);
  }
  expect(await statusFor(base, '/api/session', { cookie, host: 'localhost:9000' })).toBe(200);
  const strangers = ['https://evil.example', base.replace('http:', 'https:'), 'null'];
  for (const origin of [...strangers, 'http://127.0.0.1:1']) {
    expect(code(await visitor.ask('POST', '/api/kill', undefined, { origin }))).toBe('stranger');
  }
  const site = { 'sec-fetch-site': 'cross-site' };
  expect(await statusFor(base, '/api/session', { cookie, ...site })).toBe(403);
  expect(desk.words).toEqual([]);
  expect((await visitor.ask('POST', '/api/kill', undefined, { origin: base })).status).toBe(200);
});

test('what raises risk needs control, the words that are named, and the token again', async () => {
  const { desk, visitor, time } = await aDashboard();
  desk.begin();
  await visitor.signIn();
  const resume = (body: object) => visitor.ask('POST', '/api/resume', body);
  const claim = { token: TOKEN, words: 'resume demo-1' };
  expect(code(await resume(claim))).toBe('no_control');
  expect((await visitor.ask('POST', '/api/control')).status).toBe(200);
  expect((await resume({ token: TOKEN })).body).toMatchObject({
    error: { code: 'words_needed', words: 'resume demo-1' },
  });
  const told = await visitor.ask('POST', '/api/resume/words', {});
  expect([told.status, told.body]).toEqual([200, { words: 'resume demo-1' }]);
  expect(code(await resume({ ...claim, words: 'resume demo-2' }))).toBe('words_needed');
  expect(code(await resume({ ...claim, token: 'wrong' }))).toBe('wrong_token');
  expect(code(await resume({ words: claim.words }))).toBe('wrong_token');
  expect(desk.words).toEqual([]);
  expect((await resume(claim)).status).toBe(200);
  time.now += 15 * 60_000;
  expect(code(await resume(claim))).toBe('no_control');
  expect(desk.words).toEqual([{ kind: 'resume', strategy: undefined }]);
});

test('a smaller size passes; a larger one, and one of nobody knows what, raises risk', async () => {
  const { desk, visitor } = await aDashboard();
  desk.begin(aDocument({ strategies: { maker: { part: 800_000 }, taker: { part: 400_000 } } }));
  await visitor.signIn();
  const size = (strategy: string | undefined, part: number) =>
    visitor.ask('POST', '/api/size', { strategy, part });
  expect((await size('maker', 500_000)).status).toBe(200);
  expect(code(await size('maker', 800_001))).toBe('no_control');
  expect(code(await size('unheard-of', 1))).toBe('no_control');
  expect(code(await size('constructor', 1))).toBe('no_control');
  expect(code(await size(undefined, 400_001))).toBe('no_control');
  expect((await size(undefined, 0)).status).toBe(200);
  await visitor.ask('POST', '/api/control');
  expect((await size('maker', 1_000_000)).body).toMatchObject({
    error: { words: 'size maker 100%' },
  });
  expect(desk.words).toEqual([
    { kind: 'size', strategy: 'maker', part: 500_000, only: 'lower' },
    { kind: 'size', strategy: undefined, part: 0, only: 'lower' },
  ]);
});

test('a new token ends what was opened with the one before', async () => {
  const { time, visitor } = await aDashboard();
  await visitor.signIn();
  time.access = hashOf('another');
  expect((await visitor.ask('GET', '/api/session')).body).toEqual({ session: null });
  expect(code(await visitor.signIn())).toBe('wrong_token');
  expect((await visitor.signIn('another')).status).toBe(200);
});

test('every answer forbids what our pages do not do, and the API stays in no cache', async () => {
  const { visitor } = await aDashboard();
  for (const path of ['/', '/api/session', '/api/none', '/api/openapi.json']) {
    const { headers } = await visitor.ask('GET', path);
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self'");
    expect(policy).toContain("form-action 'self'; frame-ancestors 'none'");
    expect(policy).toContain("base-uri 'none'");
    expect(policy).not.toContain('unsafe');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    if (path !== '/') expect(headers.get('cache-control')).toBe('no-store');
  }
});

test('what is no JSON of the right kind is refused, and so is what is long', async () => {
  const { base, visitor } = await aDashboard();
  await visitor.signIn();
  expect(code(await visitor.ask('POST', '/api/pause', { strategy: 7 }))).toBe('bad_question');
  expect(code(await visitor.ask('POST', '/api/pause', { stratgy: 'x' }))).toBe('bad_question');
  expect(code(await visitor.ask('POST', '/api/pause', { strategy: 'a\nb' }))).toBe('bad_question');
  const long = { strategy: 'x'.repeat(20_000) };
  expect(code(await visitor.ask('POST', '/api/pause', long))).toBe('too_large');
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/json']) {
    const headers = { cookie: visitor.cookie, 'x-csrf-token': visitor.csrf, 'content-type': type };
    const body = 'strategy=random';
    const answer = await fetch(`${base}/api/pause`, { method: 'POST', headers, body });
    expect([type, answer.status]).toEqual([type, 400]);
  }
});

test('a fault of ours is told to who asks without a word of it', async () => {
  const { desk, visitor, faults } = await aDashboard();
  desk.say = () => Promise.reject(new Error('secret insides'));
  await visitor.signIn();
  const answer = await visitor.ask('POST', '/api/kill');
  expect([answer.status, code(answer)]).toEqual([500, 'our_fault']);
  expect(JSON.stringify(answer.body)).not.toContain('insides');
  expect(faults.map(({ message }) => message)).toEqual(['secret insides']);
});

test('the description has every route with what it needs', async () => {
  const { visitor } = await aDashboard();
  const { body } = await visitor.ask('GET', '/api/openapi.json');
  const { paths } = body as { paths: Record<string, Record<string, Record<string, unknown>>> };
  expect(paths['/api/resume']?.post).toMatchObject({
    description: expect.stringContaining('the access token again'),
    security: [{ session: [], csrf: [] }],
  });
  expect(paths['/api/session']?.post?.security).toEqual([]);
  expect(Object.keys(paths)).toContain('/api/desk');
});

test('a port that is taken is refused, not waited for', async () => {
  const { base } = await aDashboard();
  const port = Number(new URL(base).port);
  const second = { ...(await aDashboard()), port };
  const started = await startDashboard({
    link: second.desk,
    sources: NO_SOURCES,
    workshop: NO_WORKSHOP,
    pages: 'none',
    port,
    access: () => '',
    now: () => 0,
    software: '',
    onError: () => {},
  });
  expect(started).toMatchObject({ ok: false, code: 'port_taken' });
});
