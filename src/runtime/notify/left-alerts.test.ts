import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { at } from '../../../test/support/a-market.ts';
import { anAlert } from '../../../test/support/an-alert.ts';
import { temporaryFolder } from '../../../test/support/imported.ts';
import type { Timestamp } from '../../domain/units.ts';
import { AlertsFolder } from './alerts-folder.ts';
import { takeLeftAlerts } from './left-alerts.ts';

const DAY = 86_400_000_000;

let root: string;
let taken: [place: string, codes: readonly string[]][];
beforeEach(() => {
  root = temporaryFolder();
  taken = [];
});

/** An earlier desk could not tell these, by place. */
async function left(desk: string, codes: Record<string, readonly string[]>, atUs = at(0)) {
  const folder = await AlertsFolder.take(root, desk, expect.fail);
  if (!folder.ok) throw new Error(folder.message);
  for (const [place, all] of Object.entries(codes)) {
    folder.value.log.put(all.map((code) => ({ alert: anAlert({ code, at: atUs }), to: [place] })));
  }
  await folder.value.giveBack(true);
}

async function take(
  places: readonly string[],
  now: Timestamp = at(60),
  onTrouble: (text: string) => void = expect.fail,
) {
  taken = [];
  await takeLeftAlerts(root, {
    ...{ desk: 'own', places, now, onTrouble },
    take: (place, alerts) => taken.push([place, alerts.map(({ code }) => code)]),
  });
}

const desks = () => readdirSync(join(root, 'alerts')).sort();

test('what earlier desks could not tell is told where it was to be told, once', async () => {
  await left('first', { here: ['a', 'b'] });
  await left('second', { here: ['c'], elsewhere: ['c'] });
  await left('own', { here: ['d'] });
  await take(['here', 'new']);
  expect(taken).toEqual([
    ['here', ['a', 'b']],
    ['here', ['c']],
  ]);
  expect(desks()).toEqual(['own', 'second']);
  await take(['here', 'new']);
  expect(taken).toEqual([]);
  await take(['elsewhere']);
  expect(taken).toEqual([['elsewhere', ['c']]]);
  expect(desks()).toEqual(['own']);
});

test('what is a week old is told to nobody, and goes', async () => {
  await left('first', { here: ['a'] });
  await take([], (at(0) + 7 * DAY) as Timestamp);
  expect(desks()).toEqual(['first']);
  await take(['here'], (at(1) + 7 * DAY) as Timestamp);
  expect([taken, desks()]).toEqual([[], []]);
});

test('what another process tells is left to that', async () => {
  await left('first', { here: ['a'] });
  // The first process of the machine is always there.
  writeFileSync(join(root, 'alerts', 'first', 'lock'), '1 - 0-another');
  await take(['here']);
  expect([taken, desks()]).toEqual([[], ['first']]);
  expect(await AlertsFolder.take(root, 'first', expect.fail)).toMatchObject({
    ...{ ok: false, code: 'told_elsewhere', message: 'process 1 tells the alerts of first' },
  });
});

test('what cannot be read is told of, and keeps nobody from the others', async () => {
  mkdirSync(join(root, 'alerts', 'broken', 'untold.jsonl'), { recursive: true });
  await left('first', { here: ['a'] });
  const troubles: string[] = [];
  await take(['here'], at(60), (text) => troubles.push(text));
  expect(taken).toEqual([['here', ['a']]]);
  expect(troubles.join('\n')).toMatch(/untold\.jsonl cannot be read: EISDIR/);
  expect(troubles.at(-1)).toMatch(/^alerts of broken stay where they are: /);
});

test('there may be none, and a folder that cannot be made keeps nothing back', async () => {
  await take(['here']);
  expect(existsSync(join(root, 'alerts'))).toBe(false);
  writeFileSync(join(root, 'alerts'), 'a file');
  const troubles: string[] = [];
  const folder = await AlertsFolder.take(root, 'own', (text) => troubles.push(text));
  expect(folder.ok).toBe(true);
  expect(troubles.join()).toContain('alerts are told, but nobody keeps others from it');
});
