import { expect, test } from 'vitest';
import { commands } from './commands.ts';

test('every command is listed once and loads', async () => {
  const names = commands.map((entry) => entry.name);
  expect(new Set(names).size).toBe(names.length);
  for (const entry of commands) {
    expect(typeof (await entry.load()).configure).toBe('function');
    expect(entry.summary).not.toBe('');
  }
});
