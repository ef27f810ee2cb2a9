import { utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../test/support/imported.ts';
import { simulationNow } from './configured-simulation.ts';

function configured(folder: string, text: string, seconds: number): string {
  const path = join(folder, 'polydesk.config.ts');
  writeFileSync(path, `export default ${text};\n`);
  utimesSync(path, seconds, seconds);
  return path;
}

const ALL = `{
  capital: '500', latency: { feedMs: 20, entryMs: 40.5, responseMs: 40 },
  queue: { kind: 'power', n: 2 }, inferFills: 'off', unknownDepth: 'assume', halfSpread: '0.005',
  fee: { rate: '0.25', exponent: 2 }, takerDelayMs: 0, minimumSize: '5', seed: 7,
}`;

test('what the configuration says is told in the words of the command', async () => {
  const folder = temporaryFolder();
  const told = await simulationNow(configured(folder, ALL, 1_000), '.');
  expect(told).toEqual({
    ok: true,
    value: {
      capital: '500',
      latency: '20,40.5,40',
      queue: 'power:2',
      'infer-fills': 'off',
      'unknown-depth': 'assume',
      'half-spread': '0.005',
      fee: '0.25^2',
      rebate: '0.2',
      'taker-delay': '0',
      'minimum-size': '5',
      seed: '7',
    },
  });
});

test('what lies in the folder is read where no file was named, anew when it changes', async () => {
  const folder = temporaryFolder();
  expect(await simulationNow(undefined, folder)).toEqual({ ok: true, value: {} });
  configured(folder, "{ capital: '5' }", 1_000);
  expect(await simulationNow(undefined, folder)).toEqual({ ok: true, value: { capital: '5' } });
  configured(folder, "{ capital: '6' }", 2_000);
  expect(await simulationNow(undefined, folder)).toEqual({ ok: true, value: { capital: '6' } });
});

test('one that cannot be read is refused, and one that was named has to be there', async () => {
  const folder = temporaryFolder();
  const path = configured(folder, '{ seed: -1 }', 1_000);
  expect(await simulationNow(path, folder)).toMatchObject({ ok: false, code: 'config_invalid' });
  expect(await simulationNow(join(folder, 'none.ts'), folder)).toMatchObject({
    code: 'config_not_found',
  });
});
