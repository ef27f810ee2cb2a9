import { expect, test } from 'vitest';
import { pageFaultOf } from './page-fault.ts';

test.each([
  'Failed to fetch dynamically imported module: http://127.0.0.1:1/assets/risk.js',
  'error loading dynamically imported module: http://127.0.0.1:1/assets/risk.js',
  'Importing a module script failed.',
])('a page that is not there to fetch says that the desk is gone: %s', (message) => {
  const { title, text } = pageFaultOf(message);
  expect(title).toBe('This page cannot be fetched');
  expect(text).toMatch(/does not answer.*Start it again/);
  expect(text).not.toMatch(/other pages work/);
});

test('a page that fails by itself says with what', () => {
  const { title, text } = pageFaultOf('x is undefined');
  expect(title).toBe('This page has failed');
  expect(text).toMatch(/^x is undefined\. The desk is not touched/);
});
