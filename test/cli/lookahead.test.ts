// A strategy searched for a look ahead, as a user does it.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { writeRecording } from '../support/made-up-recording.ts';
import { polydesk } from '../support/run-command.ts';

// Each test starts whole processes, which a busy machine makes wait.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const folder = mkdtempSync(join(tmpdir(), 'polydesk-lookahead-'));
const lookahead = (...words: string[]) =>
  polydesk(['lookahead', ...words, '--data', 'archive'], { cwd: folder });

beforeAll(async () => {
  await writeRecording(join(folder, 'recording'), 3);
  const words = ['archive', 'import', 'recording', '--to', 'archive'];
  expect(polydesk(words, { cwd: folder })).toMatchObject({ status: 0 });
  writeFileSync(join(folder, 'own.config.ts'), OWN);
});
afterAll(() => rmSync(folder, { recursive: true }));

/** One keeps something beyond a run, one began with what was learned next year. */
const OWN = `
let looks = 0;
const looking = (name, see, more = {}) => ({
  name,
  summary: name,
  parameters: {},
  create: () => ({
    ...more,
    onMarketOpened: (market, view, desk) => {
      desk.skip(market, { code: 'looked', numbers: { seen: see(view) } });
    },
  }),
});
const strategies = [
  looking('keeps-state', () => ++looks),
  looking('fitted-later', () => 1, { learnedUntil: 1_800_000_000_000_000 }),
  { name: 'silent', summary: 'silent', parameters: {}, create: () => ({}) },
  looking('fitted-before', () => 1, { learnedUntil: 1_700_000_000_000_000 }),
];
export default { strategies };
`;

test('a shipped strategy decides the same without what came after', () => {
  const { status, stdout } = lookahead('late-favourite', '--size', '6');
  expect(stdout).toMatch(/^late-favourite: (\d+) decisions at \d+ times, \d+ of these tried/);
  expect(stdout).toMatch(/^SAME: no decision needed anything that came after it\.$/m);
  expect(stdout).toMatch(/^Not told: until when late-favourite learned, if at all\.$/m);
  expect(status).toBe(0);
});

test('at any latency, of a sample, as JSON', () => {
  const words = ['random', '--size', '6', '--sample', '6', '--latency', '0', '--json'];
  const { status, stdout } = lookahead(...words);
  expect(JSON.parse(stdout)).toMatchObject({
    schema: 'polydesk.lookahead',
    strategy: 'random',
    checked: 6,
    looksAhead: false,
    leak: null,
  });
  expect(status).toBe(0);
});

test('what outlives a run is told, and ends with 1', () => {
  const { status, stdout } = lookahead('keeps-state', '--config', 'own.config.ts');
  expect(stdout).toMatch(/^DIFFERS: run again on the same rows it decides otherwise\./m);
  expect(stdout).toMatch(/^ {2}differs {4}reason\.numbers\.seen: 1, \d+$/m);
  expect(stdout).toMatch(/^ {2}market {5}btc-updown-5m-1776081600$/m);
  expect(status).toBe(1);
});

test('a model that learned later is told, and ends with 1', () => {
  const later = lookahead('fitted-later', '--config', 'own.config.ts');
  expect(later.stdout).toMatch(
    /^LOOKS AHEAD: it decides at 2026-04-13 .* by a model that learned until 2027-01-15 .*$/m,
  );
  expect(later.status).toBe(1);
  const asJson = lookahead('fitted-later', '--config', 'own.config.ts', '--json');
  expect(JSON.parse(asJson.stdout)).toMatchObject({
    looksAhead: true,
    leak: { kind: 'model', fields: ['model.learnedUntil'] },
  });
  const before = lookahead('fitted-before', '--config', 'own.config.ts');
  expect(before).toMatchObject({ status: 0 });
  expect(before.stdout).not.toContain('Not told');
});

test('a strategy that decides nothing leaves nothing to search', () => {
  const { status, stdout } = lookahead('silent', '--config', 'own.config.ts');
  expect(stdout).toBe('silent decided nothing here: there is nothing to search.\n');
  expect(status).toBe(0);
});
