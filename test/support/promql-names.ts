// Which metrics and labels a PromQL expression names. Reads tokens as Prometheus' own lexer does:
// https://prometheus.io/docs/prometheus/latest/querying/basics/ and /operators/, read 2026-11.

export type Selector = {
  readonly metric: string;
  /** Labels in its braces. */
  readonly labels: readonly string[];
};

export type NamesInQuery = {
  readonly selectors: readonly Selector[];
  /** Labels after by, without, on, ignoring, group_left and group_right. */
  readonly grouped: readonly string[];
};

type Token = { readonly kind: 'word' | 'text' | 'number' | 'sign'; readonly text: string };

const GROUPING = new Set(['by', 'without', 'on', 'ignoring', 'group_left', 'group_right']);
const OPERATORS = new Set(['and', 'or', 'unless', 'bool', 'offset', 'inf', 'nan']);

const PARTS = [
  String.raw`\s+`,
  String.raw`(?<text>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\x60[^\x60]*\x60)`,
  String.raw`(?<number>0x[\da-f]+|(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?(?![\w.]))`,
  String.raw`(?<word>[a-z_:][\w:]*)`,
  // Ranges and durations name nothing.
  String.raw`\[[^\]]*\]|\d+(?:ms|[smhdwy])`,
  '(?<sign>==|!=|=~|!~|>=|<=|[-+*/%^<>=(){},@$])',
];
const TOKEN = new RegExp(PARTS.join('|'), 'giy');

function tokensOf(query: string): Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < query.length) {
    const at = TOKEN.lastIndex;
    const found = TOKEN.exec(query);
    if (found === null) throw new Error(`what is this, at ${at}: ${query.slice(at, at + 20)}`);
    const { text, number, word, sign } = found.groups ?? {};
    if (text !== undefined) tokens.push({ kind: 'text', text });
    else if (number !== undefined) tokens.push({ kind: 'number', text: number });
    else if (word !== undefined) tokens.push({ kind: 'word', text: word });
    else if (sign !== undefined) tokens.push({ kind: 'sign', text: sign });
  }
  return tokens;
}

/** @throws Error where the query cannot be read: names in it would be missed. */
export function namesIn(query: string): NamesInQuery {
  const tokens = tokensOf(query);
  const selectors: { metric: string; labels: string[] }[] = [];
  const grouped: string[] = [];
  let depth = 0;
  for (let i = 0; i < tokens.length; i++) {
    const { kind, text } = tokens[i] as Token;
    if (text === '(' && kind === 'sign') depth++;
    if (text === ')' && kind === 'sign' && --depth < 0) throw new Error(`")" too many: ${query}`);
    if (text === '{' && kind === 'sign') {
      const [labels, end] = matchers(tokens, i, query);
      const before = tokens[i - 1];
      const isNamed = before?.kind === 'word' && !OPERATORS.has(before.text.toLowerCase());
      if (!isNamed) throw new Error(`a selector without a metric: ${query}`);
      selectors.at(-1)?.labels.push(...labels);
      i = end;
      continue;
    }
    if (kind !== 'word') continue;
    const word = text.toLowerCase();
    if (GROUPING.has(word) && tokens[i + 1]?.text === '(') {
      const [labels, end] = listed(tokens, i + 1, query);
      grouped.push(...labels);
      i = end;
    } else if (!OPERATORS.has(word) && !GROUPING.has(word) && !isCalled(tokens, i)) {
      selectors.push({ metric: text, labels: [] });
    }
  }
  if (depth !== 0) throw new Error(`"(" too many: ${query}`);
  return { selectors, grouped };
}

/** A function, or an aggregation, whose grouping may stand before its operand. */
function isCalled(tokens: readonly Token[], at: number): boolean {
  const next = tokens[at + 1];
  if (next?.text === '(') return true;
  const isGrouping = next?.text === 'by' || next?.text === 'without';
  return isGrouping && tokens[at + 2]?.text === '(';
}

function matchers(tokens: readonly Token[], open: number, query: string): [string[], number] {
  const labels: string[] = [];
  for (let i = open + 1; i < tokens.length; ) {
    if (tokens[i]?.text === '}') return [labels, i];
    const [label, sign, value] = tokens.slice(i, i + 3);
    const isMatcher =
      label?.kind === 'word' && /^(=|!=|=~|!~)$/.test(sign?.text ?? '') && value?.kind === 'text';
    if (!isMatcher) throw new Error(`no matcher: ${query}`);
    labels.push(label.text);
    i += 3;
    if (tokens[i]?.text === ',') i++;
  }
  throw new Error(`"{" without an end: ${query}`);
}

function listed(tokens: readonly Token[], open: number, query: string): [string[], number] {
  const end = tokens.findIndex((token, i) => i > open && token.text === ')');
  if (end === -1) throw new Error(`"(" without an end: ${query}`);
  const labels = tokens.slice(open + 1, end).filter(({ text }) => text !== ',');
  return [labels.map(({ text }) => text), end];
}
