import { posix } from 'node:path';
import ts from 'typescript';
import { rooms } from './rooms.ts';
import { at, isTest, type Rule, roomOf, type Source, walk } from './source.ts';

type Import = {
  readonly specifier: string;
  readonly position: number;
  /** `import type`: nothing is left of it when it runs. */
  readonly isType: boolean;
};

const TYPE = ts.SyntaxKind.TypeKeyword;

/** Everything a file imports or re-exports: values and types, static and dynamic. */
function readImports(source: Source): Import[] {
  const found: Import[] = [];
  walk(source.tree, (node) => {
    const specifier = specifierOf(node);
    if (specifier === undefined) return;
    const isType = ts.isImportDeclaration(node) && node.importClause?.phaseModifier === TYPE;
    found.push({ specifier, position: node.getStart(), isType });
  });
  return found;
}

function specifierOf(node: ts.Node): string | undefined {
  let literal: ts.Node | undefined;
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) literal = node.moduleSpecifier;
  else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument))
    literal = node.argument.literal;
  else if (ts.isCallExpression(node) && isImportCall(node)) literal = node.arguments[0];
  return literal !== undefined && ts.isStringLiteralLike(literal) ? literal.text : undefined;
}

function isImportCall(node: ts.CallExpression): boolean {
  const callee = node.expression;
  return (
    callee.kind === ts.SyntaxKind.ImportKeyword ||
    (ts.isIdentifier(callee) && callee.text === 'require')
  );
}

/** Rooms import only the rooms the table allows; relative imports stay inside src/. */
export const importRule: Rule = (source) => {
  const room = roomOf(source.path);
  if (room === undefined) return [];
  const allowed = rooms[room];
  if (allowed === undefined) {
    return [`${source.path}:1: room ${room} is not in test/tidy/rooms.ts: add it with its imports`];
  }
  return readImports(source).flatMap(({ specifier, position, isType }) => {
    const fault = specifier.startsWith('.')
      ? relativeFault(source.path, room, specifier, isType)
      : packageFault(source.path, room, specifier);
    return fault === undefined ? [] : [at(source, position, fault)];
  });
};

function relativeFault(
  path: string,
  room: string,
  specifier: string,
  isType: boolean,
): string | undefined {
  const target = posix.join(posix.dirname(path), specifier);
  if (target.startsWith('test/') && isTest(path)) return undefined;
  const targetRoom = roomOf(target);
  if (targetRoom === undefined) return `${room} may not import ${target}: it is in no room`;
  if (targetRoom !== room) {
    const { imports = [], testImports = [], typeImports = [] } = rooms[room] ?? {};
    if (isType && typeImports.includes(targetRoom)) return undefined;
    const fine = imports.includes(targetRoom) || (isTest(path) && testImports.includes(targetRoom));
    return fine ? undefined : `${room} may not import ${targetRoom} (${specifier})`;
  }
  const island = islandOf(path);
  const targetIsland = islandOf(target);
  if (rooms[room]?.islands && island && targetIsland && island !== targetIsland) {
    return `${room}/${island} may not import its neighbor ${targetIsland} (${specifier})`;
  }
  return undefined;
}

/** `src/strategies/momentum/config.ts` → `momentum`; undefined for a file directly in the room. */
function islandOf(path: string): string | undefined {
  return /^src\/[^/]+\/([^/]+)\//.exec(path)?.[1];
}

function packageFault(path: string, room: string, specifier: string): string | undefined {
  if (isTest(path) || rooms[room]?.packages) return undefined;
  return `${room} imports no packages and no Node modules (${specifier})`;
}
