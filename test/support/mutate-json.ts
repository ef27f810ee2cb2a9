// Damages JSON the way venues, proxies and bugs do: keys lost, doubled or misspelt, values of other
// types, numbers that no float holds, texts cut in the middle. Knows the structure, so that most of
// what comes out is still JSON and gets past the parser's front door. A seed gives the same damage
// everywhere.
import type { Random } from '../../src/domain/random.ts';

/** Values keep the text they were written as: 1e400, NaN and keys that come twice are possible. */
type Node =
  | { readonly kind: 'object'; entries: [string, Node][] }
  | { readonly kind: 'list'; items: Node[] }
  | { readonly kind: 'raw'; text: string };

const raw = (text: string): Node => ({ kind: 'raw', text });
const quoted = (text: string): Node => raw(JSON.stringify(text));

/** A damaged copy of a JSON text: one to three damages, one time in six to the text itself. */
export function mutateJson(json: string, random: Random): string {
  if (random.integer(12) === 0) return damageText(json, random);
  const tree = nodeOf(JSON.parse(json) as unknown);
  for (let i = 1 + random.integer(3); i > 0; i--) damage(tree, random);
  const text = write(tree);
  return random.integer(12) === 0 ? damageText(text, random) : text;
}

function nodeOf(value: unknown): Node {
  if (Array.isArray(value)) return { kind: 'list', items: value.map(nodeOf) };
  if (typeof value === 'object' && value !== null) {
    return { kind: 'object', entries: Object.entries(value).map(([k, v]) => [k, nodeOf(v)]) };
  }
  return raw(JSON.stringify(value));
}

function write(node: Node): string {
  if (node.kind === 'raw') return node.text;
  if (node.kind === 'list') return `[${node.items.map(write).join(',')}]`;
  const fields = node.entries.map(([key, value]) => `${JSON.stringify(key)}:${write(value)}`);
  return `{${fields.join(',')}}`;
}

/** One damage somewhere in the tree; places deep down are as likely as the top. */
function damage(tree: Node, random: Random): void {
  const parents: Exclude<Node, { kind: 'raw' }>[] = [];
  collect(tree, parents);
  const parent = pick(parents, random);
  if (parent === undefined) return;
  if (parent.kind === 'object') damageObject(parent, random);
  else damageList(parent, random);
}

function collect(node: Node, parents: Exclude<Node, { kind: 'raw' }>[]): void {
  if (node.kind === 'raw') return;
  parents.push(node);
  const children = node.kind === 'list' ? node.items : node.entries.map(([, value]) => value);
  for (const child of children) collect(child, parents);
}

const STRANGE_KEYS = [
  '__proto__',
  'constructor',
  'toString',
  'newField',
  '',
  'price',
  'id',
  'data',
];

function damageObject({ entries }: Extract<Node, { kind: 'object' }>, random: Random): void {
  const at = random.integer(Math.max(1, entries.length));
  const entry = entries[at];
  if (entry === undefined || random.integer(10) === 0) {
    entries.push([pick(STRANGE_KEYS, random) ?? '', strangeValue(random)]);
    return;
  }
  switch (random.integer(9)) {
    case 0:
      entries.splice(at, 1);
      return;
    case 1:
      // A key that comes twice: the parser takes the last.
      entries.splice(random.integer(entries.length + 1), 0, [
        entry[0],
        otherValue(entry[1], random),
      ]);
      return;
    case 2:
      entry[0] = garbled(entry[0], random);
      return;
    case 3: {
      const other = pick(entries, random) ?? entry;
      [entry[1], other[1]] = [other[1], entry[1]];
      return;
    }
    default:
      entry[1] = otherValue(entry[1], random);
  }
}

function damageList(list: Extract<Node, { kind: 'list' }>, random: Random): void {
  const { items } = list;
  const at = random.integer(Math.max(1, items.length));
  const item = items[at];
  if (item === undefined) {
    items.push(strangeValue(random));
    return;
  }
  switch (random.integer(7)) {
    case 0:
      items.splice(at, 1);
      return;
    case 1:
      items.splice(random.integer(items.length + 1), 0, item);
      return;
    case 2: {
      const other = random.integer(items.length);
      [items[at], items[other]] = [items[other] ?? item, item];
      return;
    }
    case 3:
      items.length = at;
      return;
    case 4:
      items.push(strangeValue(random));
      return;
    default:
      items[at] = otherValue(item, random);
  }
}

/** Another value: of the same type and a little wrong, or of another type. */
function otherValue(node: Node, random: Random): Node {
  const text =
    node.kind === 'raw' && node.text.startsWith('"')
      ? (JSON.parse(node.text) as string)
      : undefined;
  switch (random.integer(6)) {
    case 0:
      return strangeValue(random);
    case 1:
      return deep(node, random);
    case 2:
      // A number becomes text and the reverse.
      if (text !== undefined) return raw(/^-?\d+(\.\d+)?$/.test(text) ? text : '0');
      return quoted(node.kind === 'raw' ? node.text : write(node).slice(0, 200));
    default:
      if (text !== undefined) return quoted(garbled(text, random));
      return node.kind === 'raw' ? raw(garbledNumber(node.text, random)) : strangeValue(random);
  }
}

const STRANGE = [
  'null',
  'true',
  'false',
  '{}',
  '[]',
  '""',
  '0',
  '-0',
  '-1',
  '0.5',
  '1e400',
  '-1e400',
  '1e-9',
  '9007199254740993',
  '123456789012345678901234567890',
  '0.1000000000000000055511151231257827',
  '"NaN"',
  '"Infinity"',
  '"-0.5"',
  '"1e5"',
  '"0x1f"',
  '" 1"',
  '"1,5"',
  '"٣"',
  '"\\u0000"',
  '"\\ud800"',
  '"[1,"',
  '"99999999999999999999999999999999999999999999999999999999999999999999999999999999"',
] as const;

function strangeValue(random: Random): Node {
  if (random.integer(30) === 0) return quoted('7'.repeat(1 + random.integer(20_000)));
  return raw(pick(STRANGE, random) ?? 'null');
}

/** Lists around a value, up to some thousands of them. */
function deep(node: Node, random: Random): Node {
  const levels = random.integer(4) === 0 ? 1 + random.integer(4_000) : 1 + random.integer(3);
  return raw(`${'['.repeat(levels)}${write(node)}${']'.repeat(levels)}`);
}

const CHARACTERS = '0123456789.-+eExX"\\abfBUYSELLé \n';

function garbled(text: string, random: Random): string {
  const at = random.integer(text.length + 1);
  const character = CHARACTERS.charAt(random.integer(CHARACTERS.length));
  switch (random.integer(6)) {
    case 0:
      return text.slice(0, at);
    case 1:
      return text.slice(0, at) + character + text.slice(at);
    case 2:
      return text.slice(0, at) + text.slice(at + 1);
    case 3:
      return random.integer(2) === 0 ? text.toUpperCase() : text.toLowerCase();
    case 4:
      return text + text;
    default:
      return text.slice(0, at) + character + text.slice(at + 1);
  }
}

function garbledNumber(text: string, random: Random): string {
  const digits = text.replace(/[^\d]/g, '') || '1';
  switch (random.integer(4)) {
    case 0:
      return `-${digits}`;
    case 1:
      return `${digits}${'0'.repeat(random.integer(30))}`;
    case 2:
      return `0.${digits}`;
    default:
      return String(random.integer(1_000_000));
  }
}

/** Damage below the level of JSON: mostly refused whole. */
function damageText(text: string, random: Random): string {
  const at = random.integer(text.length + 1);
  const length = random.integer(40);
  switch (random.integer(5)) {
    case 0:
      return text.slice(0, at);
    case 1:
      return (
        text.slice(0, at) + CHARACTERS.charAt(random.integer(CHARACTERS.length)) + text.slice(at)
      );
    case 2:
      return text.slice(0, at) + text.slice(at + length);
    case 3:
      return text.slice(0, at + length) + text.slice(at);
    default:
      return text.replace(/:\s*("[^"]*"|\d+)/, () => ':NaN');
  }
}

function pick<T>(list: readonly T[], random: Random): T | undefined {
  return list.length === 0 ? undefined : list[random.integer(list.length)];
}
