import { expect, test } from 'vitest';
import { reportPathOf } from './report-path.ts';

const run = { hash: '681a8af42bc3363f', configuration: { fee: null } };

test('equal runs have one report, others have their own', () => {
  const path = reportPathOf('late favourite', {})?.(run);
  expect(path).toMatch(/^reports\/late-favourite-681a8af4-[0-9a-f]{4}\.html$/);
  expect(reportPathOf('late favourite', {})?.({ ...run })).toBe(path);
  expect(reportPathOf('late favourite', {})?.({ ...run, hash: '0000000000000000' })).not.toBe(path);
  const dearer = { ...run, configuration: { fee: '0.07' } };
  expect(reportPathOf('late favourite', {})?.(dearer)).not.toBe(path);
});

test('a named path is taken; with JSON on stdout, or none wanted, none is made', () => {
  expect(reportPathOf('x', { report: 'a.html', json: true })?.(run)).toBe('a.html');
  expect(reportPathOf('x', { json: true })).toBeUndefined();
  expect(reportPathOf('x', { report: false })).toBeUndefined();
  expect(reportPathOf('x', { json: 'result.json' })?.(run)).toMatch(/^reports/);
});
