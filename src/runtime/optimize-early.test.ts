import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';

test('every flag is one that the V8 of this Node knows', () => {
  const module = new URL('./optimize-early.ts', import.meta.url).href;
  const program = `import { optimizeEarly } from ${JSON.stringify(module)}; optimizeEarly();`;
  const words = ['--no-warnings', '--input-type=module', '-e', program];
  const { status, stderr } = spawnSync(process.execPath, words, { encoding: 'utf8' });
  expect([status, stderr]).toEqual([0, '']);
});
