import { ArchiveError } from './archive-error.ts';
import { damaged, sqlText } from './duck.ts';
import type { ImportContext, Importer, ImportInput, ImportPlan } from './importer.ts';

/**
 * The one importer that knows the layout of the input.
 * @throws ArchiveError naming the columns seen when none does, or the candidates when several do.
 */
export async function recognize(
  input: ImportInput,
  importers: readonly Importer[],
  context: ImportContext,
): Promise<{ importer: Importer; plan: ImportPlan }> {
  const found: { importer: Importer; plan: ImportPlan }[] = [];
  for (const importer of importers) {
    const plan = await importer.recognize(input, context);
    if (plan !== undefined) found.push({ importer, plan });
  }
  const [first, second] = found;
  if (first === undefined) throw await unknownFormat(input, importers, context);
  if (second !== undefined) {
    const names = found.map(({ importer }) => importer.name).join(', ');
    throw new ArchiveError('unknown_format', `several formats fit the input (${names}): split it`);
  }
  return first;
}

async function unknownFormat(
  input: ImportInput,
  importers: readonly Importer[],
  context: ImportContext,
): Promise<ArchiveError> {
  const seen: string[] = [];
  for (const file of input.files.slice(0, 3)) {
    seen.push(`${file.name} (${await columnsOf(file.path, context)})`);
  }
  const known = importers.map((importer) => importer.name).join(', ');
  const more = input.files.length > 3 ? ` and ${input.files.length - 3} more files` : '';
  return new ArchiveError(
    'unknown_format',
    `no importer knows this layout: ${seen.join('; ')}${more}. Known formats: ${known}`,
  );
}

async function columnsOf(path: string, { duck }: ImportContext): Promise<string> {
  const reader = readerOf(path);
  if (reader === undefined) return 'neither Parquet nor CSV nor JSON lines';
  try {
    const rows = await duck.rows(`DESCRIBE SELECT * FROM ${reader}(${sqlText(path)})`);
    return rows.map((row) => `${row.column_name} ${row.column_type}`).join(', ');
  } catch (cause) {
    return damaged(path, cause).message;
  }
}

function readerOf(path: string): string | undefined {
  if (path.endsWith('.parquet')) return 'read_parquet';
  if (/\.(csv|tsv)(\.gz|\.zst)?$/.test(path)) return 'read_csv';
  if (/\.(jsonl|ndjson|json)(\.gz|\.zst)?$/.test(path)) return 'read_json';
  return undefined;
}
