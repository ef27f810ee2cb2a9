import { expect, test } from 'vitest';
import { readPreferences } from './preferences.ts';

const AT_FIRST = { theme: 'system', zone: 'local', hasKeys: true };

test('what was chosen is remembered', () => {
  const chosen = { theme: 'dark', zone: 'utc', hasKeys: false };
  expect(readPreferences(JSON.stringify(chosen))).toEqual(chosen);
});

test('what cannot be read is as at first', () => {
  for (const text of [null, '', '{', 'null', '[]', '{"theme":"pink","zone":7}']) {
    expect(readPreferences(text)).toEqual(AT_FIRST);
  }
});
