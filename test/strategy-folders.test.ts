import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseParameters } from '../src/runtime/parameters.ts';
import { STRATEGIES } from '../src/strategies/registry.ts';

const folder = (name: string) => new URL(`../src/strategies/${name}/`, import.meta.url);

test('every strategy has a name of its own', () => {
  const names = STRATEGIES.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});

describe.each(STRATEGIES.map((strategy) => [strategy.name, strategy] as const))(
  '%s',
  (name, { parameters, summary, create }) => {
    test('can be made from its defaults', () => {
      const parsed = parseParameters(parameters, {});
      if (!parsed.ok) expect.fail(parsed.message);
      expect(create(parsed.value, 1)).toBeTypeOf('object');
      expect(summary).not.toBe('');
    });

    test('lives in a folder of its name whose README lists its parameters', () => {
      expect(existsSync(new URL('strategy.ts', folder(name)))).toBe(true);
      const readme = readFileSync(new URL('README.md', folder(name)), 'utf8');
      const rows = [...readme.matchAll(/^\| `(\w+)` \| ([^|]+) \|/gm)];
      const listed = rows.map(([, parameter, fallback]) => [parameter, fallback?.trim()]);
      const real = Object.entries(parameters).map(([key, spec]) => [key, String(spec.default)]);
      expect(listed).toEqual(real);
    });
  },
);
