import { assetOf, isOtherPriced, mentionsAsset } from './asset-words.ts';
import { deadlineOf, spanOf } from './deadline.ts';
import { type Dollars, dollarsOf } from './dollars.ts';
import type { PriceQuestion, QuestionContext, QuestionReading } from './price-question.ts';
import { cutSentence, type Sentence } from './sentence.ts';
import { readUpOrDown } from './up-or-down.ts';
import { isRefused, type Refused, readWhen } from './when-words.ts';

/** Longer than any question of the venue. */
const LONGEST = 300;
const RECORD = /\ball[ -]time[ -](?:high|low)\b/i;

/**
 * What price a market's question asks for, by fixed rules: every word has to have its place. What
 * is not said is unknown, never guessed; what could mean two things is refused.
 */
export function readQuestion(question: string, context: QuestionContext = {}): QuestionReading {
  if (question.length > LONGEST) return { kind: 'not_a_price_question' };
  const text = plain(question);
  const window = readUpOrDown(text, context);
  if (window !== undefined) return isRefused(window) ? refusal(window) : parsed(window);
  const sentence = cutSentence(text);
  if (sentence === undefined) return withoutLevel(text);
  const { subject } = sentence;
  const asset = assetOf(subject);
  if (asset !== undefined) {
    const read = readParts(asset, sentence, context);
    return isRefused(read) ? refusal(read) : parsed(read);
  }
  if (!isOtherPriced(subject) && !/\bprice of\b/i.test(text)) {
    return { kind: 'not_a_price_question' };
  }
  return refusal({ refused: 'asset_unknown', message: `"${subject}" is no asset with a feed` });
}

/** Quotes, dashes and spaces of one kind, and no question mark. */
function plain(question: string): string {
  return question
    .replace(/[\u2018\u2019]/g, "'")
    .replace(/[\u2012-\u2015]/g, '-')
    .replace(/\s+/g, ' ')
    .replace(/[?!.\s]+$/, '')
    .trim();
}

/** A record of its own past is a price too, but the question does not say which. */
function withoutLevel(text: string): QuestionReading {
  if (!RECORD.test(text) || !mentionsAsset(text)) return { kind: 'not_a_price_question' };
  return refusal({ refused: 'level_unknown', message: 'the level is not in the question' });
}

function readParts(
  asset: string,
  sentence: Sentence,
  context: QuestionContext,
): PriceQuestion | Refused {
  const { relation } = sentence;
  const levels = levelsOf(sentence);
  if (isRefused(levels)) return levels;
  const [strike, high] = levels;
  if (/\$\d/.test(sentence.rest)) {
    return { refused: 'two_levels', message: 'the question holds the price against two levels' };
  }
  const said = readWhen(sentence.rest.replace(/^at any (?:point|time) /i, ''));
  if (isRefused(said)) return said;
  if (relation === 'above' || relation === 'below' || relation === 'between') {
    const deadline = deadlineOf(said, context);
    if (isRefused(deadline)) return deadline;
    if (relation === 'between') {
      return { asset, relation, low: strike, high: high as number, deadline };
    }
    const isInclusive = countsItself(sentence, context);
    return { asset, relation, strike, isInclusive, deadline };
  }
  const span = spanOf(said, context);
  if (isRefused(span)) return span;
  const whence = relation === 'hit' ? whenceOf(context) : relation;
  return { asset, relation: whence, strike, isInclusive: sentence.isInclusive, ...span };
}

function levelsOf({ amounts }: Sentence): readonly [number, number | undefined] | Refused {
  // In a range, one dollar sign and one suffix do for both.
  const isDollars = amounts.some((text) => text.includes('$'));
  const signed = amounts.map((text) => (isDollars ? `$${text.replace('$', '')}` : text));
  const last = read(signed[signed.length - 1] as string);
  if (isRefused(last)) return last;
  if (signed.length === 1) return [last.value, undefined];
  const low = read(signed[0] as string, last.suffix);
  if (isRefused(low)) return low;
  if (low.value < last.value) return [low.value, last.value];
  return { refused: 'levels_disordered', message: 'the first level is not below the second' };
}

function read(text: string, suffix = '') {
  const dollars: Dollars = dollarsOf(text, suffix);
  if (dollars.kind === 'dollars') return dollars;
  const refused = dollars.kind === 'no_currency' ? 'currency_unknown' : 'level_unknown';
  return { refused, message: `"${text}" is no amount of dollars` } as const;
}

/** Of brackets side by side, the higher one gets the level between them (venue's descriptions). */
function countsItself({ relation, isInclusive }: Sentence, { description }: QuestionContext) {
  if (description === undefined || !/exactly between two brackets/i.test(description)) {
    return isInclusive;
  }
  return relation === 'above';
}

/** The venue's descriptions say which end of a candle counts. */
function whenceOf({ description = '' }: QuestionContext): 'reach' | 'dip' | 'hit' {
  const isHigh = /final "?high"? price/i.test(description.replace(/[\u201c\u201d]/g, '"'));
  const isLow = /final "?low"? price/i.test(description.replace(/[\u201c\u201d]/g, '"'));
  if (isHigh === isLow) return 'hit';
  return isHigh ? 'reach' : 'dip';
}

function parsed(question: PriceQuestion): QuestionReading {
  return { kind: 'parsed', question };
}

function refusal({ refused, message }: Refused): QuestionReading {
  return { kind: 'refused', code: refused, message };
}
