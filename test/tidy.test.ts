// The conventions that a machine can check, checked: a convention nobody checks is gone in a year.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { DESK_REFUSALS } from '../src/domain/desk-refusals.ts';
import { ambientRule, ownClockRule } from './tidy/ambient.ts';
import { BANNED_WORDS, bannedWordRule, idleAllowances } from './tidy/banned-words.ts';
import { childRule } from './tidy/children.ts';
import { importRule } from './tidy/imports.ts';
import { type Lockfile, lockfileFaults } from './tidy/lockfile.ts';
import {
  columnRule,
  fileSizeRule,
  functionSizeRule,
  maxMedianLines,
  medianLines,
} from './tidy/size.ts';
import { isTest, type Rule, readSources, readTexts, root } from './tidy/source.ts';
import { fileNameRule, interfaceRule, leftoverRule } from './tidy/words.ts';

const sources = readSources(['src', 'web', 'test', 'bench', 'examples', 'bin']);

const rules: Readonly<Record<string, Rule>> = {
  'rooms import only what the table allows': importRule,
  'pure rooms read no clock, randomness, timer or environment and never wait': ambientRule,
  'adapters in virtual time take clock, timers and randomness as arguments': ownClockRule,
  'no file is longer than 400 lines': fileSizeRule,
  'no function is longer than 70 lines': functionSizeRule,
  'no line is wider than 100 columns': columnRule,
  'nothing unfinished, focused or silenced is left': leftoverRule,
  'files are named after the idea in them': fileNameRule,
  'interfaces are ports': interfaceRule,
  'what a test begins ends with it': childRule,
};

describe('every source file', () => {
  test('is found', () => {
    expect(sources.map((source) => source.path)).toContain('src/cli/main.ts');
  });

  test.each(Object.entries(rules))('%s', (_name, rule) => {
    expect(sources.flatMap(rule)).toEqual([]);
  });
});

describe('the words', () => {
  const texts = readTexts(['src', 'web', 'docs', 'examples', 'README.md', 'CONTRIBUTING.md']);

  test('are read in code, pages and documents', () => {
    const paths = texts.map(({ path }) => path);
    const some = ['README.md', 'docs/risk.md', 'web/src/format/words.ts', 'src/cli/main.ts'];
    expect(paths).toEqual(expect.arrayContaining(some));
  });

  test('are those of the glossary, and none that it bans', () => {
    expect(texts.flatMap(bannedWordRule)).toEqual([]);
  });

  test('are let pass only where somebody says them', () => {
    expect(idleAllowances(texts)).toEqual([]);
  });

  test('that are looked for stand in the glossary', () => {
    const glossary = readFileSync(join(root, 'docs/glossary.md'), 'utf8').toLowerCase();
    const section = glossary.slice(glossary.indexOf('## words not to use'));
    const unsaid = BANNED_WORDS.filter(({ words }) => !words.some((one) => section.includes(one)));
    expect(unsaid).toEqual([]);
  });
});

test('refusals of the whole desk are codes that somebody says', () => {
  const list = 'src/domain/desk-refusals.ts';
  const said = sources
    .filter(({ path }) => path.startsWith('src/') && path !== list && !isTest(path))
    .flatMap(({ text }) => text.match(/'[a-z_]+'/g) ?? []);
  const codes = new Set(said.map((quoted) => quoted.slice(1, -1)));
  expect([...DESK_REFUSALS].filter((code) => !codes.has(code))).toEqual([]);
});

test('the median file stays short', () => {
  const program = sources.filter(({ path }) => /^(web\/)?src\//.test(path) && !isTest(path));
  expect(medianLines(program)).toBeLessThan(maxMedianLines);
});

describe('the lockfile', () => {
  test('installs the same on every platform, without scripts, behind any mirror', () => {
    const text = readFileSync(join(root, 'package-lock.json'), 'utf8');
    expect(lockfileFaults(JSON.parse(text) as Lockfile)).toEqual([]);
  });

  test('pins exact versions', () => {
    const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    const pins: Record<string, string> = {
      ...manifest.dependencies,
      ...manifest.devDependencies,
      ...manifest.optionalDependencies,
    };
    const loose = Object.entries(pins).filter(([, version]) =>
      /[\^~*<>x]|latest/.test(version.replace(/^npm:.*@/, '')),
    );
    expect(loose).toEqual([]);
  });
});

describe('the map of the house', () => {
  const present = readdirSync(join(root, 'src'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);

  test.each(['README.md', 'docs/architecture.md'])(
    '%s names the rooms that exist and no others',
    (file) => {
      const text = readFileSync(join(root, file), 'utf8');
      const named = [...text.matchAll(/\| `src\/([a-z]+)\/`/g)].map((match) => match[1]);
      expect(named.sort()).toEqual(present.sort());
    },
  );
});
