import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { loadConfig } from '../src/runtime/config-file.ts';
import { StrategyBench } from './support/strategy-bench.ts';

const config = fileURLToPath(new URL('../examples/polydesk.config.ts', import.meta.url));

async function example() {
  const loaded = await loadConfig(config);
  if (!loaded.ok) expect.fail(loaded.message);
  const definition = loaded.value.strategies[0];
  if (definition === undefined) expect.fail('the example configuration names no strategy');
  return definition;
}

describe('the example', () => {
  test('buys a favorite that has dipped by ten cents, once', async () => {
    const bench = new StrategyBench(await example());
    bench.quote(1, '0.70', '0.72');
    bench.quote(2, '0.61', '0.62');
    bench.quote(3, '0.60', '0.62');
    bench.quote(4, '0.55', '0.57');
    expect(bench.story).toEqual(['3s buy 10 of 0 at 0.62 FAK: dip']);
  });

  test('does not buy what no longer leads, nor on a book it cannot trust', async () => {
    const bench = new StrategyBench(await example());
    bench.quote(1, '0.58', '0.60');
    bench.quote(2, '0.47', '0.49');
    bench.distrust(3);
    expect(bench.story).toEqual([]);
  });

  test('looks at the second token too, and takes its parameters', async () => {
    const bench = new StrategyBench(await example(), { dip: '0.05', size: '20' });
    bench.quote(1, '0.70', '0.72', 1);
    bench.quote(2, '0.65', '0.67', 1);
    expect(bench.story).toEqual(['2s buy 20 of 1 at 0.67 FAK: dip']);
  });
});

test('the example says what it thinks, and what it compares', async () => {
  const bench = new StrategyBench(await example());
  expect(bench.opinion()?.code).toBe('no_favorite');
  bench.quote(1, '0.70', '0.72');
  expect(bench.opinion()).toMatchObject({ code: 'no_dip', token: undefined });
  bench.quote(2, '0.60', '0.62');
  const numbers = { mid: 610_000, high: 710_000, dip: 100_000 };
  expect(bench.opinion()).toEqual({ code: 'dip', token: 0, numbers });
});

describe('files of your own', () => {
  const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');

  test('where the page says to keep them, no check of this repository looks at them', () => {
    expect(read('examples/README.md')).toContain('--config desk/polydesk.config.ts');
    // Biome and Knip leave out what git ignores.
    const ignored = read('.gitignore').split('\n');
    expect(ignored).toEqual(expect.arrayContaining(['/desk/*', '/polydesk.config.ts']));
    expect(JSON.parse(read('biome.json'))).toMatchObject({ vcs: { useIgnoreFile: true } });
    const { include, exclude } = JSON.parse(read('tsconfig.json'));
    expect(include).not.toContain('desk');
    expect(exclude).toContain('polydesk.config.ts');
  });

  test('there tsc checks them by the rules of the program', () => {
    expect(JSON.parse(read('desk/tsconfig.json'))).toMatchObject({ extends: '../tsconfig.json' });
  });
});
