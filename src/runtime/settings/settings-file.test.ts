import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SettingsValues } from '../../screen/settings.ts';
import { changesBetween } from '../../screen/settings-changes.ts';
import { checkConfig } from '../config-schema.ts';
import { SETTINGS_FOLDER, SettingsFile, withSettings } from './settings-file.ts';

let folder: string;
let file: SettingsFile;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'polydesk-settings-'));
  file = new SettingsFile(folder);
});
afterEach(() => rmSync(folder, { recursive: true }));

const version = (values: SettingsValues, note = '') => ({ at: 1, note, values });

describe('versions of the settings', () => {
  test('are none at first', async () => {
    expect(await file.newest()).toEqual({ ok: true, value: undefined });
  });

  test('are kept each, and the last one is in force', async () => {
    expect(await file.write(0, version({ capital: '100' }))).toEqual({ ok: true, value: 1 });
    expect(await file.write(1, version({ capital: '200' }, 'more'))).toEqual({
      ok: true,
      value: 2,
    });
    const all = await file.all();
    expect(all.ok && all.value.map(({ values }) => values.capital)).toEqual(['100', '200']);
    expect(await file.newest()).toMatchObject({ value: { version: 2, note: 'more' } });
    expect(readdirSync(join(folder, SETTINGS_FOLDER))).toEqual(['1.json', '2.json']);
  });

  test('are not written over what somebody else has set meanwhile', async () => {
    await file.write(0, version({ capital: '100' }));
    const late = await file.write(0, version({ capital: '999' }));
    expect(late).toMatchObject({ ok: false, code: 'changed_meanwhile' });
    const both = [version({ capital: '1' }), version({ capital: '2' })];
    const written = await Promise.all(both.map((one) => file.write(1, one)));
    expect(written.filter(({ ok }) => ok)).toHaveLength(1);
  });

  test.each([
    ['is cut off', '{"version": 1, "at"'],
    ['sets what there is not', '{"version":1,"at":1,"note":"","values":{"secret":"x"}}'],
    ['says another version', '{"version":7,"at":1,"note":"","values":{}}'],
  ])('that cannot be read are refused by name: one that %s', async (_, text) => {
    mkdirSync(join(folder, SETTINGS_FOLDER));
    writeFileSync(join(folder, SETTINGS_FOLDER, '1.json'), text);
    const newest = await file.newest();
    expect(newest).toMatchObject({ ok: false, code: 'bad_settings' });
    expect(newest.ok || newest.message).toContain('1.json');
  });
});

describe('settings on top of a configuration', () => {
  const config = {
    capital: '500',
    parameters: { 'late-favourite': { size: '20', threshold: '0.7' } },
    limits: { maxOrderSize: '100', drawdown: { kill: '0.3', resume: '0.2' } },
  };

  test('change what they name, and nothing else', () => {
    const merged = withSettings(config, {
      parameters: { 'late-favourite': { size: '5' }, random: { size: '1' } },
      limits: { maxExposure: '50', drawdown: { kill: '0.25' } },
    });
    expect(merged).toEqual({
      capital: '500',
      parameters: { 'late-favourite': { size: '5', threshold: '0.7' }, random: { size: '1' } },
      limits: {
        maxOrderSize: '100',
        maxExposure: '50',
        drawdown: { kill: '0.25', resume: '0.2' },
      },
    });
    expect(checkConfig(merged).ok).toBe(true);
  });

  test('a group that was unlimited begins with its defaults', () => {
    const merged = withSettings(
      { limits: { drawdown: 'unlimited' } },
      { limits: { drawdown: { kill: '0.4' } } },
    );
    expect(merged).toEqual({ limits: { drawdown: { kill: '0.4' } } });
  });

  test('none leave it as it is', () => {
    expect(withSettings(config, undefined)).toBe(config);
    expect(withSettings(config, {})).toEqual(config);
    expect(withSettings('no object', { capital: '1' })).toBe('no object');
  });
});

test('changes are told by path, with what was not set before', () => {
  const before = { capital: '100', limits: { drawdown: { kill: '0.25' }, maxOpenOrders: 5 } };
  const after = { limits: { drawdown: { kill: '0.2' }, maxOpenOrders: 5, maxExposure: '9' } };
  expect(changesBetween(before, after)).toEqual([
    { path: 'capital', before: '100', after: null },
    { path: 'limits.drawdown.kill', before: '0.25', after: '0.2' },
    { path: 'limits.maxExposure', before: null, after: '9' },
  ]);
});
