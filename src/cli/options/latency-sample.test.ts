import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readLatencySample } from './latency-sample.ts';

const folder = mkdtempSync(join(tmpdir(), 'polydesk-latency-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

test('JSON and CSV samples in milliseconds become microseconds', () => {
  const json = file('a.json', '{"feed": [1, 2.5], "entry": [0.0004], "response": [3]}');
  expect(readLatencySample(json)).toEqual({ feed: [1000, 2500], entry: [0], response: [3000] });
  const csv = file('a.csv', 'entry,feed,response\r\n1,2,3\n4,,\n');
  expect(readLatencySample(csv)).toEqual({ feed: [2000], entry: [1000, 4000], response: [3000] });
});

test.each([
  ['b.json', 'feed', /not JSON/],
  ['c.json', '{"feed": [1], "entry": 3}', /no list "entry"/],
  ['d.json', '{"feed": [], "entry": [1], "response": [1]}', /"feed" is empty/],
  ['e.json', '{"feed": [1, -2], "entry": [1], "response": [1]}', /"feed", value 2: -2 ms/],
  ['f.csv', 'feed,entry\n1,2', /no column "response"/],
])('%s with %s is refused with its place', (name, text, says) => {
  expect(() => readLatencySample(file(name, text))).toThrow(says);
});

test('a missing file is a usage error', () => {
  expect(() => readLatencySample(join(folder, 'none.json'))).toThrow(
    expect.objectContaining({ exitCode: 2, remedy: expect.stringContaining('CSV') }),
  );
});
