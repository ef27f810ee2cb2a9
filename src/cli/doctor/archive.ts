import { plural } from '../../report/format.ts';
import { glanceAt, type QuickLook } from '../../runtime/archive.ts';
import { explainError } from '../explain-error.ts';
import type { Finding } from './finding.ts';

/** Whether there is an archive and its datasets look whole. */
export async function checkArchive(root: string | undefined): Promise<readonly Finding[]> {
  const found = { name: 'Archive', about: 'data' as const };
  if (root === undefined) {
    const remedy = 'Import a recording, then give --data <dir> or set "data" in the configuration.';
    return [{ ...found, status: 'warn', text: 'none was named', remedy }];
  }
  try {
    const looks = await glanceAt(root);
    const ok: Finding = {
      ...found,
      status: 'ok',
      text: `${root}: ${plural(looks.length, 'dataset')}`,
    };
    return [ok, ...looks.map(judge)];
  } catch (error) {
    const [line = '', remedy] = explainError(error, false).lines;
    const text = line.replace(/^error: /, '');
    const todo = remedy ?? `Run "polydesk archive import <recording> --to ${root}".`;
    return [{ ...found, status: 'fail', text, remedy: todo }];
  }
}

function judge({ manifest, damaged }: QuickLook): Finding {
  const found = { name: 'Dataset', about: 'data' as const };
  const { dataset, rows, files, provenance } = manifest;
  const [first] = damaged;
  if (first !== undefined) {
    const text = `${dataset}: ${plural(damaged.length, 'file')} missing or cut off, e.g. ${first}`;
    const remedy = 'Remove the dataset’s folder and import its recording again.';
    return { ...found, status: 'fail', text, remedy };
  }
  const held = `${plural(rows.markets, 'market')}, ${plural(rows.events, `${provenance} row`)}`;
  return { ...found, status: 'ok', text: `${dataset}: ${held}, ${plural(files.length, 'file')}` };
}
