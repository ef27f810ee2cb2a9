import { expect, test } from 'vitest';
import { defaultReportPath } from './report-path.ts';

const run = { hash: '681a8af42bc3363f', configuration: { fee: null } };

test('equal runs have one report, others have their own', () => {
  const path = defaultReportPath('late favourite', run);
  expect(path).toMatch(/^reports\/late-favourite-681a8af4-[0-9a-f]{4}\.html$/);
  expect(defaultReportPath('late favourite', { ...run })).toBe(path);
  expect(defaultReportPath('late favourite', { ...run, hash: '0000000000000000' })).not.toBe(path);
  const dearer = { ...run, configuration: { fee: '0.07' } };
  expect(defaultReportPath('late favourite', dearer)).not.toBe(path);
});
