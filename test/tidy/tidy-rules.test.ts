// A rule that never fires is worse than none: each is shown a violation and a lookalike.
import { expect, test } from 'vitest';
import { ambientRule, ownClockRule } from './ambient.ts';
import { bannedWordRule } from './banned-words.ts';
import { childRule } from './children.ts';
import { importRule } from './imports.ts';
import { lockfileFaults } from './lockfile.ts';
import { columnRule, fileSizeRule, functionSizeRule, medianLines } from './size.ts';
import { makeSource, type Rule } from './source.ts';
import { fileNameRule, interfaceRule, leftoverRule } from './words.ts';

function violations(rule: Rule, path: string, text: string): number {
  return rule(makeSource(path, text)).length;
}

test.each([
  ['domain imports nothing', 'src/domain/a.ts', "import { b } from '../ports/b.ts';"],
  ['types count too', 'src/domain/a.ts', "import type { B } from '../ports/b.ts';"],
  ['inline types count', 'src/domain/a.ts', "type B = import('../ports/b.ts').B;"],
  ['re-exports count', 'src/ports/a.ts', "export { b } from '../engine/b.ts';"],
  ['dynamic imports count', 'src/sim/a.ts', "const b = import('../engine/b.ts');"],
  ['siblings never meet', 'src/archive/a.ts', "import { b } from '../polymarket/wire/b.ts';"],
  ['nor in tests', 'src/sim/a.test.ts', "import { b } from '../engine/b.ts';"],
  ['an exchange is no client', 'src/exchange/a.ts', "import { b } from '../polymarket/b.ts';"],
  ['the core has no packages', 'src/engine/a.ts', "import { z } from 'zod';"],
  ['the core has no Node', 'src/risk/a.ts', "import { readFileSync } from 'node:fs';"],
  ['strategies are islands', 'src/strategies/x/a.ts', "import { b } from '../y/b.ts';"],
  ['the archive needs no network', 'src/archive/a.ts', "import { b } from '../net/b.ts';"],
  ['the network knows no venue', 'src/net/a.ts', "import { b } from '../polymarket/b.ts';"],
  ['report sees domain only', 'src/report/a.ts', "import { b } from '../engine/b.ts';"],
  ['cli does not wire', 'src/cli/a.ts', "import { b } from '../sim/b.ts';"],
  ['runtime is below cli', 'src/runtime/a.ts', "import { b } from '../cli/b.ts';"],
  ['the program does not need tests', 'src/cli/a.ts', "import { b } from '../../test/b.ts';"],
  ['pages never reach the desk', 'web/src/a.tsx', "import { b } from '../../src/runtime/b.ts';"],
  ['only types of the server', 'web/src/a.ts', "import { b } from '../../src/server/b.ts';"],
  ['the desk knows no pages', 'src/server/a.ts', "import { b } from '../../web/src/b.ts';"],
  ['a room must be in the table', 'src/utils/a.ts', ''],
])('the import rule catches: %s', (_name, path, text) => {
  expect(violations(importRule, path, text)).toBe(1);
});

test.each([
  ['src/domain/a.ts', "import { b } from './b.ts';"],
  ['src/engine/a.ts', "import type { B } from '../ports/b.ts';"],
  ['src/engine/a.test.ts', "import { test } from 'vitest';"],
  ['src/engine/a.test.ts', "import { b } from '../../test/support/b.ts';"],
  ['src/strategies/x/a.ts', "import { b } from './deep/b.ts';"],
  ['src/archive/a.ts', "import { b } from '@duckdb/node-api';"],
  ['src/runtime/a.ts', "import { b } from '../sim/b.ts';"],
  ['src/polymarket/a.ts', "import { b } from '../net/b.ts';"],
  ['src/exchange/a.test.ts', "import { b } from '../polymarket/b.ts';"],
  ['web/src/pages/a.tsx', "import { b } from '../../../src/screen/b.ts';"],
  ['web/src/a.ts', "import type { B } from '../../src/server/b.ts';"],
  ['web/src/a.ts', "import { createRoot } from 'react-dom/client';"],
  ['bench/a.ts', "import { b } from '../src/sim/b.ts';"],
  ['src/domain/a.ts', "const text = 'import x from node:fs';"],
])('the import rule lets pass: %s %s', (path, text) => {
  expect(violations(importRule, path, text)).toBe(0);
});

test.each([
  'const now = Date.now();',
  'const now = new Date(0);',
  'const r = Math.random();',
  'const later = setTimeout(go, 1);',
  'const later = setInterval(go, 1);',
  'const t = performance.now();',
  'const key = process.env.KEY;',
  'const answer = fetch(address);',
  'const wide = { process };',
  'const t = globalThis.Date;',
  'console.log(1);',
  'const n = names.sort((a, b) => a.localeCompare(b));',
])('the ambient rule catches in a pure room: %s', (text) => {
  expect(violations(ambientRule, 'src/engine/a.ts', text)).toBe(1);
  expect(violations(ambientRule, 'src/runtime/a.ts', text)).toBe(0);
  expect(violations(ambientRule, 'src/engine/a.test.ts', text)).toBe(0);
});

test('the ambient rule catches waiting', () => {
  expect(violations(ambientRule, 'src/sim/a.ts', 'async function go() { await x; }')).toBe(2);
  expect(violations(ambientRule, 'src/sim/a.ts', 'for await (const x of y) go(x);')).toBe(1);
});

test.each([
  '// Date.now() and await stand here in prose',
  "const text = 'process.env';",
  'const x = report.performance;',
  'type Shape = { readonly process: string };',
  'const day = dayOf(event.tsInit);',
])('the ambient rule lets pass: %s', (text) => {
  expect(violations(ambientRule, 'src/sim/a.ts', text)).toBe(0);
});

test.each([
  'const now = Date.now();',
  'const now = new Date();',
  'const later = setTimeout(go, 1);',
  'const t = performance.now();',
  'const r = Math.random();',
  'const signal = AbortSignal.timeout(5);',
])('the clock rule catches in an adapter that runs in virtual time: %s', (text) => {
  expect(violations(ownClockRule, 'src/net/a.ts', text)).toBe(1);
  expect(violations(ownClockRule, 'src/polymarket/a.ts', text)).toBe(1);
  expect(violations(ownClockRule, 'src/feeds/a.ts', text)).toBe(1);
  expect(violations(ownClockRule, 'src/archive/a.ts', text)).toBe(0);
  expect(violations(ownClockRule, 'src/net/system-clock.ts', text)).toBe(0);
  expect(violations(ownClockRule, 'src/net/a.test.ts', text)).toBe(0);
});

test('the clock rule lets adapters wait and fetch', () => {
  const text = 'const answer = await fetch(address); const then = clock.now();';
  expect(violations(ownClockRule, 'src/net/a.ts', text)).toBe(0);
});

test('the size rules count lines and columns', () => {
  const lines = (count: number) => 'go();\n'.repeat(count);
  expect(violations(fileSizeRule, 'src/a/a.ts', lines(400))).toBe(0);
  expect(violations(fileSizeRule, 'src/a/a.ts', lines(401))).toBe(1);
  const body = (count: number) => `function a() {\n${lines(count - 2)}}\n`;
  expect(violations(functionSizeRule, 'src/a/a.ts', body(70))).toBe(0);
  expect(violations(functionSizeRule, 'src/a/a.ts', body(71))).toBe(1);
  expect(violations(functionSizeRule, 'src/a/a.ts', `const a = () => {\n${lines(69)}};`)).toBe(1);
  expect(violations(functionSizeRule, 'src/a/a.test.ts', body(71))).toBe(0);
  expect(violations(columnRule, 'src/a/a.ts', 'x'.repeat(100))).toBe(0);
  expect(violations(columnRule, 'src/a/a.ts', 'x'.repeat(101))).toBe(1);
});

test('the median is the middle file', () => {
  const files = [1, 500, 3].map((count) => makeSource('src/a/a.ts', 'go();\n'.repeat(count)));
  expect(medianLines(files)).toBe(3);
  expect(medianLines([])).toBe(0);
});

test.each([
  ['unfinished work', leftoverRule, 'src/a/a.ts', `// TO${'DO'}: later`],
  ['a known fault', leftoverRule, 'src/a/a.ts', `// FIX${'ME'}`],
  ['a focused test', leftoverRule, 'src/a/a.test.ts', `test${'.only'}('x', go);`],
  ['a silenced compiler', leftoverRule, 'src/a/a.ts', `// @ts-${'ignore'}`],
  ['an empty file name', fileNameRule, 'src/a/utils.ts', ''],
  ['an interface that is no port', interfaceRule, 'src/sim/a.ts', 'interface Shape { x: 1 }'],
])('the word rules catch %s', (_name, rule, path, text) => {
  expect(violations(rule, path, text)).toBe(1);
});

test.each([
  ['src/a/a.ts', 'const isBet = true;'],
  ['src/a/a.ts', '// What was betted on: bets.'],
  ['src/a/a.ts', "const code = 'bets_few';"],
  ['src/a/BET-size.ts', ''],
  ['docs/a.md', 'The price of a coin.'],
  ['web/src/a.tsx', 'const rowHelper = 1;'],
  ['src/a/a.ts', 'class OrderManager {}'],
  ['src/a/a.ts', 'class ClockImpl {}'],
  ['src/a/a.ts', 'interface IClock {}'],
  ['src/a/a.ts', 'function handleFill() {}'],
  ['src/a/a.ts', 'let orderCancelled = 1;'],
  ['src/a/a.ts', 'const tickerOf = 1;'],
])('the glossary catches: %s %s', (path, text) => {
  expect(bannedWordRule({ path, text })).toHaveLength(1);
});

test.each([
  ['src/a/a.ts', '// It does better between bitcoin and Coinbase; the alphabet.'],
  ['src/a/a.ts', "import { inspect } from 'node:util';"],
  ['src/a/a.ts', 'sockets.handleUpgrade(request);'],
  ['src/a/a.ts', 'const handle = 1; type Id = 1; class ID {} // sticker'],
  ['src/strategies/ml/a.ts', "const was = 'betsPerHour';"],
  ['src/feeds/a.ts', "const channel = 'bookTicker';"],
])('the glossary lets pass: %s %s', (path, text) => {
  expect(bannedWordRule({ path, text })).toEqual([]);
});

test('the word rules let good names pass', () => {
  expect(violations(leftoverRule, 'src/a/a.ts', 'const only = test;')).toBe(0);
  expect(violations(fileNameRule, 'src/ports/market-data.ts', '')).toBe(0);
  expect(violations(interfaceRule, 'src/ports/clock.ts', 'interface Clock { x: 1 }')).toBe(0);
});

test('the lockfile rule catches what breaks an install elsewhere', () => {
  const good = { integrity: 'sha512-x' };
  const faults = lockfileFaults({
    packages: {
      '': { optionalDependencies: { here: '1', gone: '1' } },
      bin: {},
      'node_modules/bin': { resolved: 'bin', link: true },
      'node_modules/here': good,
      'node_modules/a': {},
      'node_modules/b': { ...good, resolved: 'host' },
      'node_modules/c': { ...good, hasInstallScript: true },
    },
  });
  expect(faults).toEqual([
    './: gone is missing',
    'a: no integrity hash',
    'b: names a registry host',
    'c: has an install script',
  ]);
});

test.each([
  ['a.test.ts', "import { spawn } from 'node:child_process';", 1],
  ['support/a.ts', "import { type ChildProcess, fork as begin } from 'child_process';", 1],
  ['support/a.ts', "import * as children from 'node:child_process';", 1],
  ['a.test.ts', "import { spawnSync } from 'node:child_process';", 0],
  ['a.test.ts', "import type { ChildProcess } from 'node:child_process';", 0],
  ['support/children.ts', "import { spawn } from 'node:child_process';", 0],
])('the child rule reads %s: %s', (path, text, found) => {
  expect(violations(childRule, `test/${path}`, text)).toBe(found);
});
