import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

/** The repository's root folder. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

export type Source = {
  /** From the root, with forward slashes: `src/domain/units.ts`. */
  readonly path: string;
  readonly text: string;
  readonly tree: ts.SourceFile;
};

/** A rule reads one file and names each violation with its line. */
export type Rule = (source: Source) => readonly string[];

/** Parses a text as if it stood at this path. */
export function makeSource(path: string, text: string): Source {
  const tree = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  return { path, text, tree };
}

/** Every TypeScript and JavaScript file below these folders; folders that are missing are empty. */
export function readSources(folders: readonly string[]): Source[] {
  return folders
    .flatMap(listFiles)
    .filter((path) => /\.(tsx?|mjs)$/.test(path))
    .map((path) => makeSource(path, readFileSync(join(root, path), 'utf8')));
}

/** What people read: code, pages and documents; a path that is a file is that file. */
export function readTexts(places: readonly string[]): Pick<Source, 'path' | 'text'>[] {
  return places
    .flatMap((place) => (/\.\w+$/.test(place) ? [place] : listFiles(place)))
    .filter((path) => /\.(tsx?|mjs|md|css|html)$/.test(path))
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
}

function listFiles(folder: string): string[] {
  const entries = readdirIfThere(folder).map((entry) => ({
    entry,
    path: `${folder}/${entry.name}`,
  }));
  return entries
    .filter(({ path }) => path !== 'test/fixtures' && !/\/(node_modules|dist)$/.test(path))
    .flatMap(({ entry, path }) => (entry.isDirectory() ? listFiles(path) : [path]))
    .sort();
}

function readdirIfThere(folder: string) {
  try {
    return readdirSync(join(root, folder), { withFileTypes: true });
  } catch {
    return [];
  }
}

/**
 * `src/engine/step.ts` → `engine`, `web/src/main.tsx` → `web`; undefined elsewhere and for a file
 * directly in src/.
 */
export function roomOf(path: string): string | undefined {
  return path.startsWith('web/src/') ? 'web' : /^src\/([^/]+)\//.exec(path)?.[1];
}

export function isTest(path: string): boolean {
  return path.startsWith('test/') || /\.test\.tsx?$/.test(path);
}

/** Number of lines; a final newline does not start another one. */
export function lineCount(text: string): number {
  return text === '' ? 0 : text.replace(/\n$/, '').split('\n').length;
}

/** `path:line: what` for a place in a file. */
export function at(source: Source, position: number, what: string): string {
  const line = source.tree.getLineAndCharacterOfPosition(position).line + 1;
  return `${source.path}:${line}: ${what}`;
}

/** Calls `visit` for the node and everything below it. */
export function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node);
  ts.forEachChild(node, (child) => walk(child, visit));
}
