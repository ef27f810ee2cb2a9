import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../test/support/imported.ts';

test('of a film whose command is ended nothing is left', () => {
  const folder = temporaryFolder();
  const options = { market: ['btc-x'], film: join(folder, 'x.jsonl') };
  const module = pathToFileURL(join(import.meta.dirname, 'film-options.ts'));
  const program = `
    import { readdirSync } from 'node:fs';
    const { cameraOf } = await import('${module}');
    await cameraOf(${JSON.stringify(options)});
    console.log(readdirSync('${folder}').length);
    setInterval(() => {}, 1_000);
    process.kill(process.pid, 'SIGTERM');`;
  const ended = spawnSync(process.execPath, ['--input-type=module', '-e', program]);
  expect([ended.stdout.toString(), ended.status]).toEqual(['1\n', 143]);
  expect(readdirSync(folder)).toEqual([]);
});
