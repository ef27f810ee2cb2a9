import ts from 'typescript';
import { at, isTest, type Rule, walk } from './source.ts';

// Written so that this file does not contain what it looks for.
const unfinished = /\b(TO[D]O|FIX[M]E|XX[X])\b/;
const focused = /\b(?:test|it|describe|suite|bench)[.]only\b/;
const silenced = /@ts-(?:ignore|nocheck)\b/;

/** Words that name nothing: they collect whatever has no home. */
const emptyNames =
  /(?:[-/](?:utils?|helpers?|managers?)|\/(?:misc|common|shared|info|data))\.(?:test\.)?tsx?$/;

/** No unfinished work, no focused test, no silenced compiler. */
export const leftoverRule: Rule = (source) =>
  source.text.split('\n').flatMap((line, index) => {
    const fault = [unfinished, focused, silenced].map((pattern) => pattern.exec(line)?.[0]);
    const first = fault.find((match) => match !== undefined);
    return first === undefined ? [] : [`${source.path}:${index + 1}: ${first}`];
  });

/** Files are named after the idea in them. */
export const fileNameRule: Rule = (source) =>
  emptyNames.test(source.path) ? [`${source.path}: name the file after the idea in it`] : [];

/** `interface` says "port"; everything else is a `type`. */
export const interfaceRule: Rule = (source) => {
  if (!/^(web\/)?src\//.test(source.path) || source.path.startsWith('src/ports/')) return [];
  if (isTest(source.path)) return [];
  const found: string[] = [];
  walk(source.tree, (node) => {
    if (ts.isInterfaceDeclaration(node)) {
      const name = node.name.text;
      found.push(at(source, node.getStart(), `interface ${name}: outside ports use a type`));
    }
  });
  return found;
};
