import { STRATEGIES } from '../../src/strategies/registry.ts';
import type { Source } from './source.ts';

type BannedWord = {
  readonly words: readonly string[];
  readonly say: string;
  /** Files, and folders with their slash: there somebody else speaks, or of something else. */
  readonly allowedIn: readonly string[];
};

/**
 * Of the glossary's words not to use those that are told by looking. The others have a meaning of
 * their own too (amount, position, data, process), or a service or command is called so (info).
 */
export const BANNED_WORDS: readonly BannedWord[] = [
  {
    words: ['bet', 'bets', 'betting', 'bettor'],
    say: 'buy, trade or order',
    // What a program of before wrote into a memory.
    allowedIn: ['src/strategies/ml/strategy.test.ts'],
  },
  {
    words: ['coin', 'coins'],
    say: 'asset',
    // Questions of the venue say "binance coin".
    allowedIn: ['src/domain/price-question/asset-words.ts'],
  },
  {
    words: ['ticker', 'tickers'],
    say: 'symbol',
    // Channels of Binance and Coinbase, and a field of Gamma.
    allowedIn: [
      'src/feeds/',
      'docs/feeds.md',
      'src/runtime/record/',
      'src/archive/importers/raw-frames.test.ts',
      'src/exchange/gamma/gamma-event.ts',
      'src/exchange/sockets/market-text.ts',
      'src/polymarket/wire/gamma/unread.ts',
    ],
  },
  {
    words: ['manager', 'managers'],
    say: 'what it does',
    // Of packages, of versions of Node.
    allowedIn: ['docs/decisions/0001-one-package.md', 'docs/decisions/0002-node-brought-by-npm.md'],
  },
  {
    words: ['helper', 'helpers', 'utils', 'utilities', 'impl'],
    say: 'what it does',
    allowedIn: [],
  },
  {
    words: ['cancelled', 'cancelling'],
    say: 'canceled',
    // A status of the venue.
    allowedIn: ['src/polymarket/wire/status.ts', 'src/polymarket/wire/status.test.ts'],
  },
];

/** Where the words are told. */
const GLOSSARY = 'docs/glossary.md';

/** `handleUpgrade` is a method of the library for WebSockets. */
const NAMES: readonly [RegExp, string][] = [
  [/\bhandle(?!Upgrade\b)[A-Z]\w*/, 'say what it does'],
  [/\b(?:class|interface|type) I[A-Z][a-z]\w*/, 'leave the I out'],
];

/** What strategies were called by once stands where it is read, and in the tests of that. */
const EARLIER = STRATEGIES.flatMap(({ earlierNames = {} }) => Object.values(earlierNames));

/** The words of a line: `betsPerHour` has three, `bets_many` two. */
const PARTS = /[A-Z]?[a-z]+|[A-Z]+(?![a-z])/g;

type Text = Pick<Source, 'path' | 'text'>;

/** Names each word of a file that the glossary bans, with its line and what to say. */
export function bannedWordRule({ path, text }: Text): readonly string[] {
  if (path === GLOSSARY) return [];
  return [path, ...text.split('\n')].flatMap((line, index) => {
    const place = index === 0 ? path : `${path}:${index}`;
    return [...wordsIn(line, path), ...namesIn(line)].map((fault) => `${place}: ${fault}`);
  });
}

/** Allowances that nothing uses any more. */
export function idleAllowances(texts: readonly Text[]): readonly string[] {
  return BANNED_WORDS.flatMap(({ words, allowedIn }) =>
    allowedIn.filter((place) => {
      const there = texts.filter(({ path }) => path.startsWith(place));
      return !there.some(({ text }) => partsOf(text).some((part) => words.includes(part)));
    }),
  );
}

function wordsIn(line: string, path: string): string[] {
  const parts = partsOf(line);
  return BANNED_WORDS.flatMap(({ words, say, allowedIn }) => {
    if (allowedIn.some((place) => path.startsWith(place))) return [];
    return words.filter((word) => parts.includes(word)).map((word) => `"${word}": say ${say}`);
  });
}

function partsOf(text: string): string[] {
  const ours = EARLIER.reduce((left, name) => left.replaceAll(name, ' '), text);
  return (ours.match(PARTS) ?? []).map((part) => part.toLowerCase());
}

function namesIn(line: string): string[] {
  return NAMES.flatMap(([pattern, say]) => {
    const found = pattern.exec(line)?.[0];
    return found === undefined ? [] : [`"${found}": ${say}`];
  });
}
