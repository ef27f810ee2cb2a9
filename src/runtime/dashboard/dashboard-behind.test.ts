import { expect, onTestFinished, test, vi } from 'vitest';
import { eventually } from '../../../test/support/eventually.ts';
import { temporaryFolder } from '../../../test/support/imported.ts';
import { Visitor } from '../../../test/support/told-desk.ts';
import { AccessFiles } from './access-files.ts';
import { DashboardBehind } from './dashboard-behind.ts';

/** Above what the system gives to others. */
const PORT = 21_420;

async function begun(port: number, others = 0) {
  vi.stubEnv('HOME', temporaryFolder());
  onTestFinished(() => void vi.unstubAllEnvs());
  const started = await DashboardBehind.start({
    root: temporaryFolder(),
    config: undefined,
    port,
    others,
    onNews: () => {},
  });
  if (started.ok) onTestFinished(() => started.value.stop());
  return started;
}

async function served(port: number) {
  const started = await begun(port, 30);
  if (!started.ok) throw new Error(started.message);
  const { hash, origin } = new URL(started.value.address);
  return { behind: started.value, origin, token: hash.slice('#token='.length) };
}

/** Whether anybody answers there. */
async function answers(origin: string): Promise<boolean> {
  return fetch(origin).then(
    () => true,
    () => false,
  );
}

test('the thread serves what the address says, until it is stopped', async () => {
  const { behind, origin, token } = await served(PORT);
  const visitor = new Visitor(origin);
  expect((await visitor.signIn(token)).status).toBe(200);
  // No desk was heard.
  expect((await visitor.ask('GET', '/api/desk')).status).toBe(503);
  expect((await visitor.ask('POST', '/api/kill')).status).toBe(503);
  await behind.stop();
  expect(await answers(origin)).toBe(false);
  expect(new AccessFiles().running()).toEqual([]);
});

test('one that dies is told once and begins again, where it was, with its token', async () => {
  const { behind, origin, token } = await served(PORT + 100);
  behind.die();
  let told = '';
  await eventually(() => {
    try {
      behind.check();
    } catch (error) {
      told = String(error);
    }
    return told !== '';
  });
  expect(told).toMatch(/its thread has ended/);
  expect(await answers(origin)).toBe(false);
  expect(() => behind.check()).not.toThrow();
  while (!(await answers(origin))) behind.check();
  expect((await new Visitor(origin).signIn(token)).status).toBe(200);
});

test('a new token holds at once, and signs out whoever had the one before', async () => {
  const { origin, token } = await served(PORT + 200);
  const visitor = new Visitor(origin);
  await visitor.signIn(token);
  const files = new AccessFiles();
  const fresh = files.renew(files.running()[0]!);
  expect((await visitor.ask('GET', '/api/desk')).status).toBe(401);
  expect((await visitor.signIn(token)).status).toBe(401);
  expect((await visitor.signIn(fresh)).status).toBe(200);
});

test('a port that is taken is refused, or the next one taken where any will do', async () => {
  const { origin } = await served(PORT + 300);
  const port = Number(new URL(origin).port);
  expect(await begun(port)).toMatchObject({ ok: false, code: 'port_taken' });
  const other = await begun(port, 30);
  expect(other.ok && other.value.address.startsWith(`${origin}/`)).toBe(false);
  expect(other.ok).toBe(true);
});
