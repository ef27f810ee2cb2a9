import { AMOUNT } from './dollars.ts';

/** A question cut into its parts; each may still turn out to be nothing that we know. */
export type Sentence = {
  readonly subject: string;
  readonly relation: 'above' | 'below' | 'between' | 'reach' | 'dip' | 'hit';
  /** One, or two for between. */
  readonly amounts: readonly string[];
  readonly isInclusive: boolean;
  /** What follows the level: when. */
  readonly rest: string;
};

const SUBJECT = String.raw`(?<subject>.+?)(?:'s)?(?:\s+price)?`;
const HEAD = String.raw`^(?:will\s+)?(?:the\s+)?(?:price\s+of\s+)?${SUBJECT}\s+`;
const STANDS = '(?:be|close|settle|trade|finish|end)';
const REST = String.raw`(?:\s+(?<rest>.+))?$`;
const ONE = `(?<one>${AMOUNT})`;
const TWO = `${ONE}\\s?(?:-|and|to)\\s?(?<two>${AMOUNT})`;
const UP = '(?:or\\s+(?:more|higher|above|greater)|\\+)';
const DOWN = '(?:or\\s+(?:less|lower|below|under))';

type Form = {
  readonly relation: Sentence['relation'];
  readonly isInclusive: boolean;
  readonly pattern: RegExp;
};

const form = (relation: Sentence['relation'], isInclusive: boolean, text: string): Form => ({
  relation,
  isInclusive,
  pattern: new RegExp(HEAD + text + REST, 'i'),
});

/** The first that fits is meant; longer words before shorter ones that they begin with. */
const FORMS: readonly Form[] = [
  form('reach', true, `hit\\s+\\(high\\)\\s+${ONE}`),
  form('dip', true, `hit\\s+\\(low\\)\\s+${ONE}`),
  form('reach', false, `(?:rise|climb|go)\\s+above\\s+${ONE}`),
  form('dip', false, `(?:dip|fall|drop|go)\\s+(?:below|under)\\s+${ONE}`),
  form('dip', true, `(?:dip|fall|drop)\\s+to\\s+${ONE}`),
  form('reach', false, `break\\s+${ONE}`),
  form('reach', true, `(?:reach|rise\\s+to|climb\\s+to)\\s+${ONE}`),
  form('hit', true, `(?:hit|touch)\\s+${ONE}`),
  form('between', true, `(?:${STANDS}\\s+)?(?:at\\s+)?between\\s+${TWO}`),
  form('between', true, `${STANDS}\\s+(?:at\\s+)?${TWO}`),
  form('above', true, `(?:${STANDS}\\s+)?(?:at\\s+)?(?:above|over)?\\s*${ONE}\\s?${UP}`),
  form('below', true, `(?:${STANDS}\\s+)?(?:at\\s+)?(?:below|under)?\\s*${ONE}\\s?${DOWN}`),
  form('above', true, `(?:${STANDS}\\s+)?(?:at\\s+least|at\\s+or\\s+above)\\s+${ONE}`),
  form('below', true, `(?:${STANDS}\\s+)?(?:at\\s+most|at\\s+or\\s+below)\\s+${ONE}`),
  form(
    'above',
    false,
    `(?:${STANDS}\\s+)?(?:above|over|(?:greater|higher|more)\\s+than)\\s+${ONE}`,
  ),
  form('below', false, `(?:${STANDS}\\s+)?(?:below|under|(?:less|lower)\\s+than)\\s+${ONE}`),
];

/** Undefined: it does not hold anything against an amount. */
export function cutSentence(text: string): Sentence | undefined {
  for (const { relation, isInclusive, pattern } of FORMS) {
    const { subject, one, two, rest } = pattern.exec(text)?.groups ?? {};
    if (subject === undefined || one === undefined) continue;
    const amounts = two === undefined ? [one] : [one, two];
    return { subject, relation, amounts, isInclusive, rest: (rest ?? '').trim() };
  }
  return undefined;
}
