import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { leavesOf } from '../../screen/settings-changes.ts';
import { checkConfig } from '../config-schema.ts';
import { LIMIT_FIELDS } from './limit-fields.ts';
import { SettingsDesk } from './settings-desk.ts';

let folder: string;
let desk: SettingsDesk;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'polydesk-settings-desk-'));
  const config = join(folder, 'polydesk.config.ts');
  const text = `export default { capital: '500',
    limits: { maxOrderSize: '100', drawdown: 'unlimited' },
    parameters: { 'late-favourite': { size: '20' } } };`;
  writeFileSync(config, text);
  desk = new SettingsDesk(config, folder, () => 1_000);
});
afterEach(() => rmSync(folder, { recursive: true }));

async function fieldAt(path: string) {
  const told = await desk.told();
  return told.ok ? told.value.fields.find((field) => field.path === path) : undefined;
}

describe('the form', () => {
  test('tells of each field what holds, and from where', async () => {
    expect(await fieldAt('capital')).toMatchObject({ inForce: '500', from: 'configuration' });
    expect(await fieldAt('limits.maxOpenOrders')).toMatchObject({
      inForce: '200',
      from: 'default',
    });
    const kill = { inForce: 'unlimited', from: 'configuration' };
    expect(await fieldAt('limits.drawdown.kill')).toMatchObject(kill);
    const size = 'parameters.late-favourite.size';
    expect(await fieldAt(size)).toMatchObject({ kind: 'shares', inForce: '20' });
    await desk.set(0, { limits: { drawdown: { kill: '0.3' } } }, 'safer');
    const set = { inForce: '0.3', from: 'settings' };
    expect(await fieldAt('limits.drawdown.kill')).toMatchObject(set);
  });

  test('takes a parameter by its earlier name, and tells it by the one of today', async () => {
    const path = join(folder, 'polydesk.config.ts');
    writeFileSync(path, "export default { parameters: { ml: { betsPerHour: '2' } } };");
    expect(await fieldAt('parameters.ml.buysPerHour')).toMatchObject({
      inForce: '2',
      from: 'configuration',
    });
    await desk.set(0, { parameters: { ml: { betsPerHour: '3' } } }, 'as once');
    expect(await fieldAt('parameters.ml.buysPerHour')).toMatchObject({
      inForce: '3',
      from: 'settings',
    });
    const told = await desk.told();
    expect(told).toMatchObject({
      value: { newest: { values: { parameters: { ml: { buysPerHour: '3' } } } } },
    });
  });

  test('has every limit of the configuration, with its default as one writes it', () => {
    const limits: Record<string, unknown> = {};
    for (const { path, byDefault, kind } of LIMIT_FIELDS) {
      const [, name = '', part] = path.split('.');
      const isNumber = (kind === 'count' || kind === 'ms') && byDefault !== 'unlimited';
      const value = isNumber ? Number(byDefault) : byDefault;
      if (part === undefined) limits[name] = value;
      else limits[name] = { ...(limits[name] as object), [part]: value };
    }
    const [written, silent] = [checkConfig({ limits }), checkConfig({})];
    expect(written).toEqual(silent);
    const known = silent.ok ? [...leavesOf(silent.value.limits).keys()] : [];
    expect(LIMIT_FIELDS).toHaveLength(known.length);
  });
});

describe('a change', () => {
  test('is checked as the configuration is, with the place of each fault', async () => {
    const bad = { limits: { maxOrderSize: 'lots', maxOpenOrders: -1 }, parameters: { nobody: {} } };
    const refused = await desk.check(bad);
    expect(refused).toMatchObject({ ok: false, code: 'config_invalid' });
    expect(refused.ok || refused.message).toContain('limits.maxOrderSize');
    const nobody = await desk.check({ parameters: { nobody: {} } });
    expect(nobody.ok || nobody.message).toContain('there is no strategy "nobody"');
    const odd = await desk.check({ passphrase: 'x' });
    expect(odd.ok || odd.message).toContain('passphrase');
  });

  test('tells what it would change before it is made', async () => {
    const changes = await desk.check({ limits: { maxOrderSize: '50' } });
    const change = { path: 'limits.maxOrderSize', before: null, after: '50' };
    expect(changes).toEqual({ ok: true, value: [change] });
  });

  test('makes a version, and what is older can be gone back to', async () => {
    expect(await desk.set(0, { capital: '100' }, 'less')).toEqual({ ok: true, value: 1 });
    expect(await desk.set(1, { capital: '900' }, 'more')).toEqual({ ok: true, value: 2 });
    expect(await desk.rollBack(2, 1)).toEqual({ ok: true, value: 3 });
    const told = await desk.told();
    expect(told.ok && told.value.newest).toMatchObject({ version: 3, values: { capital: '100' } });
    expect(told.ok && told.value.versions[0]).toMatchObject({
      note: 'back to version 1',
      changes: [{ path: 'capital', before: '900', after: '100' }],
    });
    expect(await desk.rollBack(3, 0)).toEqual({ ok: true, value: 4 });
    expect(await fieldAt('capital')).toMatchObject({ inForce: '500', from: 'configuration' });
  });

  test.each([
    ['what is set already', () => desk.set(0, {}, ''), 'nothing_changed'],
    ['a version that there is not', () => desk.rollBack(0, 9), 'no_version'],
    ['a base that is not the newest', () => desk.set(4, { capital: '1' }, ''), 'changed_meanwhile'],
  ])('%s is refused', async (_, change, code) => {
    expect(await change()).toMatchObject({ ok: false, code });
  });
});
