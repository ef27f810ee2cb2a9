import { expect, test } from 'vitest';
import { nowhereInWords } from './notify-words.ts';

test('a configuration that is not there is not blamed', () => {
  expect(nowhereInWords(undefined)).toBe(
    'there is no polydesk.config.ts here, so nothing says where to tell alerts',
  );
  expect(nowhereInWords('/a/my.config.ts')).toBe('/a/my.config.ts says nowhere to tell alerts');
});
