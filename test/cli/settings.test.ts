// settings on top of a configuration file, as a user meets them.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { polydesk } from '../support/run-command.ts';

vi.setConfig({ testTimeout: 60_000 });

const folder = mkdtempSync(join(tmpdir(), 'polydesk-settings-'));
const settings = (...words: string[]) => polydesk(['settings', ...words], { cwd: folder });

beforeAll(() => {
  writeFileSync(join(folder, 'polydesk.config.ts'), `export default { capital: '500' };`);
});
afterAll(() => rmSync(folder, { recursive: true }));

function write(version: number, values: unknown): void {
  mkdirSync(join(folder, 'polydesk.settings'), { recursive: true });
  const text = JSON.stringify({ version, at: 1_795_000_000_000_000, note: 'by hand', values });
  writeFileSync(join(folder, 'polydesk.settings', `${version}.json`), text);
}

test('where nothing is set that is said, and no command speaks of it', () => {
  expect(settings().stdout).toContain('Nothing is set');
  const back = settings('--rollback', '0');
  expect([back.status, back.stdout]).toEqual([0, expect.stringContaining('nothing to take back')]);
  expect(settings('--rollback', '1')).toMatchObject({ status: 2 });
  expect(polydesk(['strategies'], { cwd: folder }).stderr).toBe('');
});

test('what is set is told, used, and can be gone back from', () => {
  write(1, { capital: '250', limits: { maxOrderSize: '7' } });
  const { stdout } = settings();
  expect(stdout).toMatch(/limits\.maxOrderSize +7/);
  expect(stdout).toContain('capital: not set → 250');
  expect(polydesk(['strategies'], { cwd: folder }).stderr).toContain('Settings version 1 hold');
  expect(settings('--rollback', '0')).toMatchObject({ status: 0 });
  const told = JSON.parse(settings('--json').stdout);
  expect(told.newest).toMatchObject({ version: 2, values: {} });
  expect(told.fields.find(({ path }: { path: string }) => path === 'capital').inForce).toBe('500');
  expect(settings('--rollback', '9')).toMatchObject({ status: 2 });
});

test('settings that do not fit are refused by name, and nothing is done without them', () => {
  write(3, { limits: { maxOrderSize: 'lots' } });
  const { status, stderr } = polydesk(['strategies'], { cwd: folder });
  expect(status).toBe(2);
  expect(stderr).toContain('settings 3: limits.maxOrderSize');
});
