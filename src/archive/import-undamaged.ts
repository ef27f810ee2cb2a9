import { ArchiveError } from './archive-error.ts';
import { type ImportOptions, type ImportReport, importRecording } from './import-recording.ts';
import type { Importer } from './importer.ts';

/** A file of a recording that cannot be read, and what is wrong with it. */
export type DamagedFile = { readonly name: string; readonly message: string };

export type UndamagedImport = {
  readonly report: ImportReport;
  /** Left out of the import. */
  readonly damaged: readonly DamagedFile[];
};

/**
 * Imports what can be read of a recording. A damaged file is found at recognition or half-way in;
 * either way the import begins again without it, and what was finished before is kept.
 * @throws ArchiveError as {@link importRecording} does; that of the first damaged file when
 * nothing can be imported without it.
 */
export async function importUndamaged(options: ImportOptions): Promise<UndamagedImport> {
  const damaged = new Map<string, ArchiveError>();
  const names = new Set<string>();
  const importers = options.importers.map((one) => leavingOut(one, damaged, names));
  for (;;) {
    try {
      const report = await importRecording({ ...options, importers });
      return { report, damaged: [...damaged].map(([name, { message }]) => ({ name, message })) };
    } catch (error) {
      const file = error instanceof ArchiveError ? error.file : undefined;
      const isNew = file !== undefined && names.has(file) && !damaged.has(file);
      if (isNew && names.size > 1) {
        damaged.set(file, error as ArchiveError);
        continue;
      }
      const [first] = damaged.values();
      throw first ?? error;
    }
  }
}

/** The importer, blind to the files that are damaged. `names` gathers all that it was shown. */
function leavingOut(
  importer: Importer,
  damaged: ReadonlyMap<string, unknown>,
  names: Set<string>,
): Importer {
  return {
    ...importer,
    recognize: ({ files }, context) => {
      for (const { name } of files) names.add(name);
      const readable = files.filter(({ name }) => !damaged.has(name));
      return importer.recognize({ files: readable }, context);
    },
  };
}
