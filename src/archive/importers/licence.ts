import { readFile } from 'node:fs/promises';
import type { DatasetFacts, ImportInput } from '../importer.ts';

/** The licence that lies beside a recording; none found means all rights reserved. */
export async function licenceOf(input: ImportInput): Promise<DatasetFacts['licence']> {
  const file = input.files.find(({ name }) => /(^|\/)LICEN[CS]E(\.(txt|md))?$/i.test(name));
  if (file === undefined) return { text: 'none stated', class: 'none stated' };
  const text = await readFile(file.path, 'utf8');
  const first = text.trim().split('\n', 1)[0]?.trim() ?? '';
  const head = text.slice(0, 2_000);
  if (/Attribution 4\.0 International/.test(head)) {
    return { text: `${first} (${file.name})`, class: 'CC BY' };
  }
  if (/\bMIT License\b/.test(head)) return { text: `${first} (${file.name})`, class: 'MIT' };
  if (/\bCC0\b/.test(head)) return { text: `${first} (${file.name})`, class: 'CC0' };
  return { text: `see ${file.name}: ${first}`, class: 'vendor' };
}
