// compare --makers over a small archive, run as a user runs it.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { writeRecording } from '../support/made-up-recording.ts';
import { polydesk } from '../support/run-command.ts';

// Each test starts whole processes, which a busy machine makes wait.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const folder = mkdtempSync(join(tmpdir(), 'polydesk-makers-'));
const makers = (...words: string[]) =>
  polydesk(['compare', '--makers', '--data', 'archive', ...words], { cwd: folder });

beforeAll(async () => {
  await writeRecording(join(folder, 'recording'), 3);
  const words = ['archive', 'import', 'recording', '--to', 'archive'];
  expect(polydesk(words, { cwd: folder })).toMatchObject({ status: 0 });
});
afterAll(() => rmSync(folder, { recursive: true }));

test('plays each by every rule of who is filled, and twice writes the same page', () => {
  const words = ['join-best', 'do-nothing', '--latencies', '0,250'];
  const { status, stdout } = makers(...words, '--page', 'one.md', '--json', 'board.json');
  expect(status).toBe(0);
  expect(stdout).toMatch(/^join-best +through +0 /m);
  const board = JSON.parse(readFileSync(join(folder, 'board.json'), 'utf8'));
  const rows = board.rows as { variant: string; fillsBy: string; latencyMs: number }[];
  expect(rows.map((row) => `${row.variant} ${row.fillsBy} ${row.latencyMs}`)).toEqual(
    ['join-best', 'do-nothing'].flatMap((one) =>
      ['through', 'pessimistic', 'proportional', 'power 3'].flatMap((rule) => [
        `${one} ${rule} 0`,
        `${one} ${rule} 250`,
      ]),
    ),
  );
  makers(...words, '--page', 'two.md');
  expect(readFileSync(join(folder, 'two.md'))).toEqual(readFileSync(join(folder, 'one.md')));
});

test.each([
  ['the claims board beside it', ['--claims'], '--makers'],
  ['a rule that the board decides', ['--queue', 'log'], '--makers'],
  ['a strategy that is not there', ['no-such'], '"no-such"'],
])('%s is wrong usage', (_, words, says) => {
  expect(makers(...words)).toMatchObject({ status: 2, stderr: expect.stringContaining(says) });
});
