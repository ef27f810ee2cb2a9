import type { ImportInput, InputFile } from '../importer.ts';

/** What people put beside recordings. */
const BESIDE = /(^|\/)(LICEN[CS]E|NOTICE|README|CATALOG|manifest\.json)[^/]*$/i;

/** The files that must be recordings; licences and notes may lie beside them. */
export function recordingFiles(input: ImportInput): readonly InputFile[] {
  return input.files.filter((file) => !BESIDE.test(file.name));
}

/** All of them, where there are some and each is of one kind; undefined otherwise. */
export async function filesOfKind(
  input: ImportInput,
  isOurs: (file: InputFile) => Promise<boolean>,
): Promise<readonly InputFile[] | undefined> {
  const files = recordingFiles(input);
  for (const file of files) if (!(await isOurs(file))) return undefined;
  return files.length === 0 ? undefined : files;
}

/** The one packed tar that is the whole recording; undefined where it is something else. */
export function onlyTar(input: ImportInput): InputFile | undefined {
  const [file, ...more] = recordingFiles(input);
  return more.length === 0 && file?.name.endsWith('.tar.gz') === true ? file : undefined;
}

/** The last part of a file's name. */
export function baseName(file: InputFile): string {
  return file.name.slice(file.name.lastIndexOf('/') + 1);
}

/** A key for an import unit: what unit keys may not hold becomes a hyphen. */
export function unitKey(name: string): string {
  return name.replaceAll(/[^A-Za-z0-9.-]+/g, '-');
}
