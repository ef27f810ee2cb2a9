import type { ImportInput, InputFile } from '../importer.ts';

/** What people put beside recordings. */
const BESIDE = /(^|\/)(LICEN[CS]E|NOTICE|README|CATALOG|manifest\.json)[^/]*$/i;

/** The files that must be recordings; licences and notes may lie beside them. */
export function recordingFiles(input: ImportInput): readonly InputFile[] {
  return input.files.filter((file) => !BESIDE.test(file.name));
}

/** The last part of a file's name. */
export function baseName(file: InputFile): string {
  return file.name.slice(file.name.lastIndexOf('/') + 1);
}

/** A key for an import unit: what unit keys may not hold becomes a hyphen. */
export function unitKey(name: string): string {
  return name.replaceAll(/[^A-Za-z0-9.-]+/g, '-');
}
