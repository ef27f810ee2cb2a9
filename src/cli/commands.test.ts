import { Command } from 'commander';
import { expect, test } from 'vitest';
import { commands } from './commands.ts';
import { configure } from './live.ts';

test('every command is listed once and loads', async () => {
  const names = commands.map((entry) => entry.name);
  expect(new Set(names).size).toBe(names.length);
  for (const entry of commands) {
    expect(typeof (await entry.load()).configure).toBe('function');
    expect(entry.summary).not.toBe('');
  }
});

test('the key of live is said to be what trades, not what hears alone', () => {
  const command = new Command('live');
  configure(command);
  const help = command.helpInformation().replaceAll(/\s+/g, ' ');
  expect(help).toContain('--key <name> key of "keys add" that it trades with');
  expect(help).toContain('--to <archive> archive to record into, to be named always;');
});
