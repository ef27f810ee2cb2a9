import ts from 'typescript';
import { rooms } from './rooms.ts';
import { at, isTest, type Rule, roomOf, walk } from './source.ts';

/** Names of the surrounding world: whoever reads one of them depends on when or where it runs. */
const ambientNames: ReadonlySet<string> = new Set([
  'process',
  'performance',
  'crypto',
  'globalThis',
  'fetch',
  'WebSocket',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'queueMicrotask',
  'console',
  // Its answers depend on the machine's language tables.
  'Intl',
]);

const ambientMembers: ReadonlySet<string> = new Set(['Date.now', 'Math.random']);

/** Methods whose answer depends on the machine's language. */
const localeMethods = /^(toLocale[A-Z]\w*|localeCompare)$/;

/** Pure rooms read no clock, randomness, timer or environment, and never wait. */
export const ambientRule: Rule = (source) => {
  const room = roomOf(source.path);
  if (room === undefined || isTest(source.path) || rooms[room]?.pure !== true) return [];
  const found: string[] = [];
  walk(source.tree, (node) => {
    const fault = faultOf(node);
    if (fault !== undefined) {
      found.push(at(source, node.getStart(), `${fault} in the pure room ${room}`));
    }
  });
  return found;
};

/** Rooms that take their time from the clock port, and the one file that asks the machine. */
const virtualTimeRooms: ReadonlySet<string> = new Set(['net', 'polymarket', 'feeds', 'notify']);
const machineClock = 'src/net/system-clock.ts';

const timeNames: ReadonlySet<string> = new Set([
  'performance',
  'setTimeout',
  'setInterval',
  'setImmediate',
]);

const timeMembers: ReadonlySet<string> = new Set([...ambientMembers, 'AbortSignal.timeout']);

/** Adapters run in virtual time: clock, timers and randomness are handed to them. */
export const ownClockRule: Rule = (source) => {
  const room = roomOf(source.path);
  if (room === undefined || !virtualTimeRooms.has(room)) return [];
  if (isTest(source.path) || source.path === machineClock) return [];
  const found: string[] = [];
  walk(source.tree, (node) => {
    const fault = timeFaultOf(node);
    if (fault === undefined) return;
    found.push(at(source, node.getStart(), `${fault}: take it from the clock port`));
  });
  return found;
};

function timeFaultOf(node: ts.Node): string | undefined {
  // A date of a time that was handed in is arithmetic.
  const isGiven = ts.isNewExpression(node) && (node.arguments?.length ?? 0) > 0;
  if (isDate(node) && !isGiven) return 'Date()';
  if (ts.isPropertyAccessExpression(node) && timeMembers.has(memberOf(node))) return memberOf(node);
  return ts.isIdentifier(node) && timeNames.has(node.text) && isRead(node) ? node.text : undefined;
}

function faultOf(node: ts.Node): string | undefined {
  if (ts.isAwaitExpression(node)) return 'await';
  if (node.kind === ts.SyntaxKind.AsyncKeyword) return 'async';
  if (ts.isForOfStatement(node) && node.awaitModifier) return 'for await';
  if (isDate(node)) return 'Date()';
  if (ts.isPropertyAccessExpression(node)) {
    const member = memberOf(node);
    if (ambientMembers.has(member)) return member;
    if (localeMethods.test(node.name.text)) return node.name.text;
  }
  if (ts.isIdentifier(node) && ambientNames.has(node.text) && isRead(node)) return node.text;
  return undefined;
}

function isDate(node: ts.Node): boolean {
  return (
    (ts.isNewExpression(node) || ts.isCallExpression(node)) && isNamed(node.expression, 'Date')
  );
}

function memberOf(node: ts.PropertyAccessExpression): string {
  return `${node.expression.getText()}.${node.name.text}`;
}

function isNamed(node: ts.Node, name: string): boolean {
  return ts.isIdentifier(node) && node.text === name;
}

/** An identifier that is looked up, not the name of a property, a member or a declaration. */
function isRead(node: ts.Identifier): boolean {
  const parent = node.parent as ts.Node & { readonly name?: ts.Node };
  if (ts.isShorthandPropertyAssignment(parent)) return true;
  return parent.name !== node;
}
