import { expect, test } from 'vitest';
import { allPages } from './all-pages.ts';
import type { Answer } from './api.ts';

const PAGES: Readonly<Record<string, object>> = {
  '/api/fills?market=a': { rows: [5, 4], next: 'x y' },
  '/api/fills?market=a&before=x%20y': { rows: [3, 2], next: 'z' },
  '/api/fills?market=a&before=z': { rows: [1], next: null },
};

const api = {
  async look<T>(path: string): Promise<Answer<T>> {
    const value = PAGES[path];
    if (value === undefined) return { ok: false, code: 'no_such_page', message: path };
    return { ok: true, value: value as T };
  },
};

test('all rows come, page after page', async () => {
  expect(await allPages(api, '/api/fills?market=a', 5)).toEqual({
    rows: [5, 4, 3, 2, 1],
    isCut: false,
  });
});

test('beyond the most pages it says that there are more', async () => {
  expect(await allPages(api, '/api/fills?market=a', 2)).toEqual({
    rows: [5, 4, 3, 2],
    isCut: true,
  });
});

test('nothing is made of a refusal', async () => {
  expect(await allPages(api, '/api/fills?market=b', 5)).toBeUndefined();
});
