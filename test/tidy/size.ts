import ts from 'typescript';
import { at, isTest, lineCount, type Rule, type Source, walk } from './source.ts';

const maxFileLines = 400;
export const maxMedianLines = 130;
const maxFunctionLines = 70;
const maxColumns = 100;

export const fileSizeRule: Rule = (source) => {
  const lines = lineCount(source.text);
  return lines > maxFileLines ? [`${source.path}: ${lines} lines, at most ${maxFileLines}`] : [];
};

/** A function fits a screen; tests and benchmarks may tell long stories. */
export const functionSizeRule: Rule = (source) => {
  if (isTest(source.path) || source.path.startsWith('bench/')) return [];
  const found: string[] = [];
  walk(source.tree, (node) => {
    if (!ts.isFunctionLike(node) || !('body' in node) || node.body === undefined) return;
    const lines = lineCount(node.getText());
    if (lines > maxFunctionLines) {
      found.push(
        at(source, node.getStart(), `function of ${lines} lines, at most ${maxFunctionLines}`),
      );
    }
  });
  return found;
};

/** Lines fit in 100 columns, except one that holds a web address. */
export const columnRule: Rule = (source) =>
  source.text.split('\n').flatMap((line, index) => {
    if (line.length <= maxColumns || line.includes('https://')) return [];
    return [`${source.path}:${index + 1}: ${line.length} columns, at most ${maxColumns}`];
  });

/** The median number of lines over these files; 0 when there are none. */
export function medianLines(sources: readonly Source[]): number {
  const sorted = sources.map((source) => lineCount(source.text)).sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
