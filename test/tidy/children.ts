import ts from 'typescript';
import { at, isTest, type Rule } from './source.ts';

/** The one file that begins processes for tests, and sees to it that they end. */
const BEGINS = 'test/support/children.ts';
/** What goes on while whoever called it goes on as well. */
const goesOn: ReadonlySet<string> = new Set(['spawn', 'fork', 'exec', 'execFile']);

/** What a test begins must end with it, whatever becomes of it. */
export const childRule: Rule = (source) => {
  const { path, tree } = source;
  if (!isTest(path) || path === BEGINS) return [];
  return tree.statements.flatMap((statement) => {
    if (!ts.isImportDeclaration(statement)) return [];
    if (!/^['"](node:)?child_process['"]$/.test(statement.moduleSpecifier.getText())) return [];
    const named = statement.importClause?.namedBindings;
    const names =
      named === undefined || ts.isNamespaceImport(named)
        ? ['all of it']
        : named.elements.map((one) => (one.propertyName ?? one.name).text);
    const found = names.filter((name) => goesOn.has(name) || name === 'all of it');
    const where = statement.getStart();
    return found.map((name) => at(source, where, `${name}: begin it by startChild of ${BEGINS}`));
  });
};
