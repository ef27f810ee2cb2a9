import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { emptyConfig, loadConfig } from './config-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'polydesk-config-'));
afterAll(() => rmSync(folder, { recursive: true }));

let files = 0;
/** Each file has a name of its own: a module is imported once. */
function write(text: string, name = `config-${files++}.mjs`): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

async function refusal(path: string): Promise<{ code: string; message: string }> {
  const loaded = await loadConfig(path);
  if (loaded.ok) expect.fail('the configuration was accepted');
  return loaded;
}

const strategy = `{ name: 'mine', summary: '', parameters: {}, create: () => ({}) }`;

describe('a configuration file', () => {
  test('is loaded with the strategies it names, paths are its own', async () => {
    write(`export default ${strategy};`, 'mine.mjs');
    const path = write(`export default { data: 'archive', strategies: ['./mine.mjs'] };`);
    expect(await loadConfig(path)).toMatchObject({
      ok: true,
      value: { data: join(folder, 'archive'), strategies: [{ name: 'mine' }] },
    });
  });

  test('may hold a strategy itself', async () => {
    const path = write(`export default { strategies: [${strategy}] };`);
    expect(await loadConfig(path)).toMatchObject({ value: { strategies: [{ name: 'mine' }] } });
  });

  test('may say a parameter by its earlier name, not by both', async () => {
    const ml = (texts: string) => write(`export default { parameters: { ml: { ${texts} } } };`);
    expect(await loadConfig(ml(`betsPerHour: '2'`))).toMatchObject({
      value: { parameters: { ml: { buysPerHour: '2' } } },
    });
    const { message } = await refusal(ml(`betsPerHour: '2', buysPerHour: '3'`));
    expect(message).toContain('there is no parameter "betsPerHour" (did you mean "buysPerHour"?)');
  });

  test('that is missing is named', async () => {
    const path = join(folder, 'none.ts');
    expect(await refusal(path)).toMatchObject({
      code: 'config_not_found',
      message: expect.stringContaining('none.ts'),
    });
  });

  test.each([
    ['config_broken', 'export default {', /cannot be loaded: .*Error/],
    ['config_broken', `import './nowhere.mjs'; export default {};`, /cannot be loaded: .*nowhere/],
    ['config_broken', 'throw new TypeError("no such luck")', /TypeError: no such luck/],
    ['config_broken', 'export const config = {};', /has no default export/],
    ['config_invalid', 'export default { sed: 1 };', /\.mjs: unknown key "sed".*"seed"/],
    ['bad_strategy', `export default { strategies: ['./absent.mjs'] };`, /\[0\]: .*absent\.mjs/],
    ['bad_strategy', `export default { strategies: [{}] };`, /strategies\[0\]: .*its name/],
    [
      'config_invalid',
      `export default { parameters: { 'late-favorite': {} } };`,
      /: parameters: there is no strategy "late-favorite" \(did you mean "late-favourite"\?\)/,
    ],
    [
      'config_invalid',
      `export default { parameters: { momentum: { sise: '1' } } };`,
      /: parameters\.momentum: .*"sise" \(did you mean "size"\?\)/,
    ],
  ])('%s: %s', async (code, text, message) => {
    const refused = await refusal(write(text));
    expect(refused.code).toBe(code);
    expect(refused.message).toMatch(message);
  });

  test.each([
    ['export const mine = {};', /has no default export/],
    ['export default {', /cannot be loaded/],
    ['export default {};', /its name is not/],
  ])('a strategy module with a fault is named with its place: %s', async (text, message) => {
    const module = `strategy-${files++}.mjs`;
    write(text, module);
    const refused = await refusal(write(`export default { strategies: ['./${module}'] };`));
    expect(refused.code).toBe('bad_strategy');
    expect(refused.message).toMatch(/config-\d+\.mjs: strategies\[0\]: /);
    expect(refused.message).toContain(module);
    expect(refused.message).toMatch(message);
  });
});

test('without a file nothing is set', () => {
  expect(emptyConfig()).toMatchObject({ data: undefined, strategies: [], seed: undefined });
});
