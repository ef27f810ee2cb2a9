// A desk as a user starts it, seen and spoken to as its pages do.
import type { ChildProcess } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import type { DeskDocument } from '../../src/screen/desk-document.ts';
import { changed } from '../../src/screen/document-change.ts';
import type { LiveMessage } from '../../src/screen/live-message.ts';
import { startChild } from '../support/children.ts';
import { eventually } from '../support/eventually.ts';
import { temporaryFolder } from '../support/imported.ts';
import { Visitor } from '../support/told-desk.ts';

const main = join(import.meta.dirname, '..', '..', 'src', 'cli', 'main.ts');

/** The command, and all that it says. */
function started(words: readonly string[], home: string) {
  const child: ChildProcess = startChild(process.execPath, [main, ...words], {
    cwd: home,
    env: { ...process.env, HOME: home },
  });
  const told = { said: '', status: undefined as number | null | undefined };
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (text) => {
      told.said += text;
    });
  }
  child.on('close', (status) => {
    told.status = status;
  });
  return told;
}

/** Who opens the address that was printed. */
async function visitorOf(told: { readonly said: string }): Promise<Visitor> {
  await eventually(() => /#token=\S+\n/.test(told.said));
  const address = new URL(/http:\S+/.exec(told.said)?.[0] ?? '');
  const visitor = new Visitor(address.origin);
  expect((await visitor.signIn(address.hash.slice('#token='.length))).status).toBe(200);
  return visitor;
}

/** A tab that keeps the document as the pages do. */
function tab({ base, cookie }: Visitor) {
  const url = `${base.replace('http', 'ws')}/api/live`;
  const socket = new WebSocket(url, { headers: { cookie, origin: base } });
  onTestFinished(() => socket.terminate());
  const seen = { document: undefined as DeskDocument | undefined, seq: -1, markets: 0, away: 0 };
  socket.on('message', (data) => {
    const message = JSON.parse(String(data)) as LiveMessage;
    if (message.kind === 'snapshot') Object.assign(seen, message);
    else if (message.kind === 'change' && seen.document !== undefined) {
      expect(message.seq).toBe(seen.seq + 1);
      seen.seq = message.seq;
      seen.document = changed(seen.document, message);
    } else if (message.kind === 'market') seen.markets++;
    else if (message.kind === 'desk' && message.away !== null) seen.away++;
  });
  return { seen, watch: (market: string) => socket.send(`{"kind":"watch","market":"${market}"}`) };
}

test('a desk is seen live, paused, resumed by typed words, and killed with a proof', async () => {
  const home = temporaryFolder();
  const desk = started(['demo', '--dir', 'demo'], home);
  const visitor = await visitorOf(desk);
  expect(desk.said).toMatch(/^Dashboard: http:/);
  const { seen, watch } = tab(visitor);
  await eventually(() => (seen.document?.desk.fills ?? 0) > 0);
  expect(seen.document?.desk).toMatchObject({ name: 'demo-1', provenance: 'simulated' });
  const [market = ''] = Object.keys(seen.document?.markets ?? {});
  watch(market);
  await eventually(() => seen.markets > 1);
  // What it did is in the archive, by a thread of its own, a moment later.
  let rows: readonly { readonly run: string }[] = [];
  while (rows.length === 0) {
    const { body } = await visitor.ask('GET', '/api/fills');
    rows = (body as { readonly rows?: typeof rows }).rows ?? [];
  }
  expect(rows[0]?.run).toBe('demo-1');

  expect((await visitor.ask('POST', '/api/pause', { strategy: 'join-best' })).status).toBe(200);
  await eventually(() => seen.document?.strategies['join-best']?.state === 'paused');
  await visitor.ask('POST', '/api/control');
  const refused = await visitor.ask('POST', '/api/resume', { strategy: 'join-best' });
  const { words } = (refused.body as { error: { words: string } }).error;
  const token = /#token=(\S+)/.exec(desk.said)?.[1] ?? '';
  const claim = { strategy: 'join-best', token, words };
  expect((await visitor.ask('POST', '/api/resume', claim)).status).toBe(200);
  await eventually(() => seen.document?.strategies['join-best']?.state === 'running');

  const killed = await visitor.ask('POST', '/api/kill');
  expect(killed).toMatchObject({ status: 200, body: { isProven: true, open: [] } });
  await eventually(() => desk.status !== undefined);
  expect(desk.status).toBe(0);
  // Neither log, journal, store nor any other file of it has heard of the token.
  expect(filesIn(home).filter((path) => readFileSync(path).includes(token))).toEqual([]);
}, 120_000);

test('beside a desk the same is served by a process of its own, which outlives it', async () => {
  const home = temporaryFolder();
  const desk = started(['demo', '--dir', 'demo', '--no-dashboard'], home);
  await eventually(() => desk.said.includes('FILL'));
  expect(desk.said).not.toContain('Dashboard');
  const beside = started(['dashboard', '--attach', '--port', '21900'], home);
  const visitor = await visitorOf(beside);
  const { seen } = tab(visitor);
  await eventually(() => seen.document !== undefined);
  expect((await visitor.ask('GET', '/api/configuration')).body).toMatchObject({ run: 'demo-1' });
  expect((await visitor.ask('POST', '/api/stop')).status).toBe(200);
  await eventually(() => desk.status !== undefined);
  await eventually(() => seen.away > 0);
  expect([desk.status, beside.status]).toEqual([0, undefined]);
  expect((await visitor.ask('GET', '/api/profit')).status).toBe(200);

  const again = started(['demo', '--dir', 'demo', '--no-dashboard'], home);
  await eventually(() => seen.document?.desk.name === 'demo-2');
  expect(again.status).toBeUndefined();
}, 120_000);

function filesIn(folder: string): string[] {
  const names = readdirSync(folder, { recursive: true }) as string[];
  return names.map((name) => join(folder, name)).filter((path) => statSync(path).isFile());
}
