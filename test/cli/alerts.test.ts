// A desk that tells what happens, and takes words from afar: as a user runs it.
import type { ChildProcess } from 'node:child_process';
import { chmodSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Addressed } from '../../src/notify/outbox/alert-log.ts';
import { parseLine } from '../../src/notify/outbox/log-line.ts';
import { deskFileOf } from '../support/desk-files.ts';
import { eventually } from '../support/eventually.ts';
import { HttpServer } from '../support/http-server.ts';
import { temporaryFolder } from '../support/imported.ts';
import { endOf, polydesk, startPolydesk } from '../support/run-command.ts';
import { formsOf, found } from '../support/secret-forms.ts';
import { TelegramServer } from '../support/telegram-server.ts';

const ANN = 11;
const STRANGER = 66;
const SIGNING = 'a signing secret, very long';
const HOOK = '/hooks/very-secret-path';

let telegram: TelegramServer;
let hook: HttpServer;
let folder: string;
beforeEach(async () => {
  telegram = await TelegramServer.open();
  hook = await HttpServer.open();
  hook.answer = () => ({ status: 204 });
  folder = temporaryFolder();
});
afterEach(async () => {
  await telegram.close();
  await hook.close();
});

const secrets = () => ({
  token: formsOf(telegram.token),
  signing: formsOf(SIGNING),
  path: formsOf(HOOK),
});

const environment = () => ({
  HOME: folder,
  POLYDESK_TELEGRAM_TOKEN: telegram.token,
  HOOK_URL: `${hook.base}${HOOK}`,
  HOOK_SECRET: SIGNING,
});

function configure(api: string, more: object = {}): void {
  const notify = {
    telegram: { users: [ANN], api, ...more },
    webhooks: [{ urlFrom: 'HOOK_URL', secretFrom: 'HOOK_SECRET', kinds: ['fill', 'desk'] }],
  };
  const text = `export default { notify: ${JSON.stringify(notify)} };\n`;
  writeFileSync(join(folder, 'polydesk.config.ts'), text);
}

const demo = () =>
  startPolydesk(['demo', '--dir', 'demo', '--for', '120'], { cwd: folder, env: environment() });

/** What a command says, as it goes on. */
function listened(child: ChildProcess) {
  const heard = { said: '', ended: endOf(child) };
  child.stderr?.on('data', (text) => {
    heard.said += text;
  });
  return heard;
}

/** Whether the file of what is untold says that an alert with this text is over. */
function isNoted(text: string): boolean {
  const files = globSync('demo/archive/alerts/*/untold.jsonl', { cwd: folder });
  const lines = files
    .flatMap((file) => readFileSync(join(folder, file), 'utf8').split('\n'))
    .flatMap((line) => parseLine(line) ?? []);
  const isOf = ({ alert }: Addressed) => JSON.stringify(alert).includes(text);
  const ids = lines.flatMap(({ put = [] }) => put.filter(isOf).map(({ alert }) => alert.id));
  const over = new Set(lines.flatMap(({ over }) => over?.ids ?? []));
  return ids.length > 0 && ids.every((id) => over.has(id));
}

test('of two that tell the alerts of one desk one does, and the other goes on for it', async () => {
  writeFileSync(join(folder, 'polydesk.config.ts'), 'export default {};\n');
  const desk = demo();
  const telling = { telegram: { users: [ANN], api: telegram.base } };
  writeFileSync(
    join(folder, 'alerts.config.ts'),
    `export default { notify: ${JSON.stringify(telling)} };\n`,
  );
  await eventually(() => deskFileOf(folder, desk.pid) !== undefined);
  const words = ['notify', '--attach', '--data', 'demo/archive', '--config', 'alerts.config.ts'];
  const options = { cwd: folder, env: environment() };
  const count = (pattern: RegExp) => telegram.textsIn(ANN).join('\n').match(pattern)?.length ?? 0;
  const first = startPolydesk(words, options);
  await eventually(() => count(/runs \(demo\)/g) > 0);
  const second = startPolydesk(words, options);
  const waiting = listened(second);
  await eventually(() => waiting.said.includes(`process ${first.pid} tells the alerts of demo-1`));
  telegram.write(ANN, '/pause random');
  await eventually(() => count(/STRATEGY demo-1, SIMULATED\nrandom is paused/g) > 0);
  // One that is killed between telling and noting it has it told again.
  await eventually(() => isNoted('random is paused'));
  first.kill('SIGKILL');
  telegram.write(ANN, '/pause join-best');
  await eventually(() => count(/STRATEGY demo-1, SIMULATED\njoin-best is paused/g) > 0);
  expect(count(/runs \(demo\)/g)).toBe(1);
  expect(count(/STRATEGY demo-1, SIMULATED\nrandom is paused/g)).toBe(1);
  desk.kill('SIGKILL');
  await eventually(() => count(/demo-1 is gone without having ended/g) > 0);
  second.kill('SIGINT');
  const { status, said } = await waiting.ended;
  expect([status, count(/is gone without/g)]).toEqual([130, 1]);
  expect(found(said, secrets())).toEqual([]);
}, 150_000);

test('beside a desk that tells its alerts one waits, and tells that the desk is gone', async () => {
  configure(telegram.base);
  const desk = demo();
  const told = () => telegram.textsIn(ANN).join('\n');
  await eventually(() => told().includes('runs (demo)'));
  const beside = startPolydesk(['notify', '--attach', '--data', 'demo/archive'], {
    ...{ cwd: folder, env: environment() },
  });
  const waiting = listened(beside);
  await eventually(() => waiting.said.includes(`process ${desk.pid} tells the alerts of demo-1`));
  desk.kill('SIGKILL');
  await eventually(() => told().includes('demo-1 is gone without having ended'));
  beside.kill('SIGINT');
  expect((await waiting.ended).status).toBe(130);
  expect(told().match(/runs \(demo\)/g)).toHaveLength(1);
}, 150_000);

/** The newest code that somebody was asked for. */
function codeIn({ sent }: TelegramServer): string | undefined {
  return sent.flatMap(({ text }) => /this code .*: (\w{6})$/.exec(text)?.[1] ?? []).at(-1);
}

/** Neither in what was said nor in any file that was written. */
function expectNoSecret(said: string): void {
  const files = globSync('**/*', { cwd: folder, withFileTypes: true }).filter((one) =>
    one.isFile(),
  );
  for (const file of files) {
    const text = readFileSync(join(file.parentPath, file.name), 'latin1');
    expect([file.name, found(text, secrets())]).toEqual([file.name, []]);
  }
  expect(found(said, secrets())).toEqual([]);
}

/** The kinds of alerts that the webhook has got. */
const hooked = () =>
  hook.received.flatMap(({ body }) =>
    (JSON.parse(body) as { alerts: { kind: string }[] }).alerts.map(({ kind }) => kind),
  );

test('a demo tells its fills, answers its owner alone, and is killed from afar', async () => {
  configure(telegram.base);
  const child = demo();
  const ended = endOf(child);
  await eventually(() => telegram.textsIn(ANN).some((text) => text.includes('runs (demo)')));
  telegram.write(STRANGER, '/kill');
  telegram.write(ANN, '/status');
  await eventually(() => telegram.textsIn(ANN).some((text) => text.includes('demo, SIMULATED')));
  await eventually(() => hooked().includes('fill'));
  telegram.write(ANN, '/trades 2');
  await eventually(() =>
    telegram.textsIn(ANN).some((text) => /SIMULATED (bought|sold) .* in /.test(text)),
  );
  telegram.write(ANN, '/profit all');
  await eventually(() => telegram.textsIn(ANN).some((text) => text.startsWith('SIMULATED\nall:')));
  telegram.write(ANN, '/reload');
  await eventually(() => telegram.textsIn(ANN).some((text) => text.startsWith('Read anew')));
  telegram.write(ANN, '/size random 50%');
  await eventually(() =>
    telegram.textsIn(ANN).includes('SIMULATED: random may use 50 % of its limits.'),
  );
  telegram.write(ANN, '/pause random');
  await eventually(() =>
    telegram.textsIn(ANN).some((text) => text.startsWith('SIMULATED: random is paused')),
  );
  telegram.write(ANN, '/resume');
  await eventually(() => codeIn(telegram) !== undefined);
  telegram.write(ANN, codeIn(telegram) as string);
  await eventually(() => telegram.textsIn(ANN).includes('SIMULATED: Every strategy trades again.'));
  telegram.write(ANN, '/kill');
  const { status, said } = await ended;
  expect(status).toBe(0);
  const texts = telegram.textsIn(ANN).join('\n');
  expect(texts).toMatch(/SIMULATED: 0 open orders, by query at .* UTC\./);
  expect(texts).toMatch(/STRATEGY demo-1, SIMULATED\nrandom is paused/);
  expect(texts).toMatch(/DESK demo-1, SIMULATED\ndemo-1 has ended\./);
  expect(texts.match(/Read anew/g)).toHaveLength(1);
  expect(telegram.textsIn(STRANGER)).toEqual([]);
  expect(said).toContain(`NOTICE alerts_trouble: Telegram user ${STRANGER} is not on the list`);
  expect(hooked().at(-1)).toBe('desk');
  expectNoSecret(said);
}, 150_000);

test('where Telegram is dead the desk trades and ends; the next one tells its alerts', async () => {
  configure('http://127.0.0.1:9');
  const child = demo();
  const ended = endOf(child);
  await eventually(() => hooked().includes('fill'));
  child.kill('SIGINT');
  const { status, said } = await ended;
  expect(status).toBe(130);
  expect(said.match(/Telegram bot: Telegram cannot be reached: ECONNREFUSED/g)).toHaveLength(1);
  expect(said).toMatch(/Afterwards: \d+ alerts could not be told/);
  expect(globSync('demo/archive/alerts/*/untold.jsonl', { cwd: folder })).toHaveLength(1);
  expectNoSecret(said);
  configure(telegram.base);
  const next = demo();
  const over = endOf(next);
  const told = () => telegram.textsIn(ANN).join('\n');
  await eventually(() => told().includes('demo-2 runs (demo)'));
  expect(told().match(/demo-1 runs \(demo\)/g)).toHaveLength(1);
  next.kill('SIGINT');
  expect((await over).status).toBe(130);
  expect(told()).toContain('demo-1 has ended.');
  expect(globSync('demo/archive/alerts/*', { cwd: folder })).toEqual([]);
}, 150_000);

test('a desk does not begin where something that it was told to tell by is missing', () => {
  configure(telegram.base);
  const env = { ...environment(), POLYDESK_TELEGRAM_TOKEN: '' };
  const { status, stderr } = polydesk(['demo', '--for', '1'], { cwd: folder, env });
  expect(status).toBe(2);
  expect(stderr).toContain('notify.telegram: POLYDESK_TELEGRAM_TOKEN is not set');
});

test('a token is taken out of a file that is closed to others, and told by nobody', async () => {
  configure(telegram.base, { tokenFile: 'bot.token' });
  const path = join(folder, 'bot.token');
  writeFileSync(path, `${telegram.token}\n`, { mode: 0o600 });
  const options = { cwd: folder, env: { ...environment(), POLYDESK_TELEGRAM_TOKEN: '' } };
  const tried = async () => endOf(startPolydesk(['notify', '--test'], options));
  const taken = await tried();
  expect([taken.status, telegram.textsIn(ANN).length]).toEqual([0, 1]);
  chmodSync(path, 0o644);
  const refused = await tried();
  expect(refused.status).toBe(2);
  expect(refused.said).toContain('bot.token may be read by others (mode 644): run "chmod 600');
  expect(found(taken.said + refused.said, secrets())).toEqual([]);
});

test('a test alert goes everywhere, and the exit code says whether it arrived', async () => {
  configure(telegram.base);
  const options = { cwd: folder, env: environment() };
  const tried = async (...words: string[]) => endOf(startPolydesk(['notify', ...words], options));
  const { status, said } = await tried('--test');
  expect([status, said]).toEqual([
    0,
    `ok    Telegram chat ${ANN} has taken it\nok    webhook 1 has taken it\n`,
  ]);
  expect(telegram.textsIn(ANN)[0]).toMatch(/TEST/);
  hook.answer = () => ({ status: 500 });
  const failed = await tried('--test', '--json');
  expect(failed.status).toBe(4);
  expect(JSON.parse(failed.said)).toMatchObject({
    places: [{ delivery: { kind: 'sent' } }, { delivery: { kind: 'later', why: 'answers 500' } }],
  });
  hook.answer = () => ({ status: 400 });
  expect((await tried('--test')).status).toBe(1);
  expect((await tried()).status).toBe(2);
  writeFileSync(join(folder, 'polydesk.config.ts'), 'export default {};\n');
  const nowhere = await tried('--test');
  expect(nowhere.status).toBe(2);
  expect(nowhere.said).toContain('says nowhere to tell alerts');
});
