import type { GammaEvent } from '../wire/gamma/event.ts';
import type { GammaMarket } from '../wire/gamma/market.ts';
import type { Answer } from '../wire/notes.ts';
import type { Reader } from './outcome.ts';

/** What a service answered about one market, or about the group of an up/down window. */
export type HeardAnswer = {
  readonly source: 'gamma/market' | 'gamma/event' | 'clob/market-info';
  /** What was asked about: a slug, a condition id. */
  readonly about: string;
  /** As it came. */
  readonly text: string;
  /** Equal in two answers that say the same of the market, whatever was traded in between. */
  readonly substance: string;
};

/** Called while an answer is read: it must neither wait nor throw. */
export type AnswerListener = (answer: HeardAnswer) => void;

/**
 * A reader whose texts are heard as well, also those that it cannot read: what the venue says comes
 * first, what we make of it second. Undefined where nobody listens.
 */
export function hearing<T>(
  read: Reader<T>,
  substanceOf: (value: T) => unknown,
  { source, about }: Pick<HeardAnswer, 'source' | 'about'>,
  listener: AnswerListener | undefined,
): Reader<T> | undefined {
  if (listener === undefined) return undefined;
  return (text) => {
    const answer = read(text);
    const said = answer.ok ? substanceOf(answer.value) : refusalOf(answer);
    listener({ source, about, text, substance: JSON.stringify(said) });
    return answer;
  };
}

/** One that cannot be read says that, and no more: its text may be another each time. */
function refusalOf(answer: Extract<Answer<unknown>, { ok: false }>) {
  return { code: answer.code };
}

/** All that is read but what trading changes: quotes, volumes, and prices until it is closed. */
export function substanceOfMarket(market: GammaMarket): unknown {
  const { quote: _, updatedAt: __, outcomes, ...rest } = market;
  const isOver = rest.closed === true;
  const sides = isOver ? outcomes : outcomes.map(({ label, token }) => ({ label, token }));
  return { ...rest, outcomes: sides };
}

export function substanceOfEvent(event: GammaEvent): unknown {
  const { volume: _, liquidity: __, markets, ...rest } = event;
  return { ...rest, markets: markets.map(substanceOfMarket) };
}
