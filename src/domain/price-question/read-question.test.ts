import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Timestamp } from '../units.ts';
import type { QuestionContext } from './price-question.ts';
import { readQuestion } from './read-question.ts';
import { tellReading } from './tell-question.ts';

const at = (iso: string) => (Date.parse(iso) * 1_000) as Timestamp;
const tell = (question: string, context: QuestionContext = {}) =>
  tellReading(readQuestion(question, context));

describe('assets', () => {
  test.each([
    ['Will Bitcoin be above $100k on March 5, 2026 at 4PM ET?', 'btc'],
    ['Will the price of BTC be above $100k on March 5, 2026 at 4PM ET?', 'btc'],
    ['Will $ETH be above $100k on March 5, 2026 at 4PM ET?', 'eth'],
    ["Will Ethereum's price be above $100k on March 5, 2026 at 4PM ET?", 'eth'],
    ['ripple above $100k on March 5, 2026 at 4PM ET?', 'xrp'],
    ['Will Solana (SOL) be above $100k on March 5, 2026 at 4PM ET?', 'sol'],
    ['Will $UNI (Uniswap) be above $100k on March 5, 2026 at 4PM ET?', 'uni'],
    ['Will Bitcoin Cash be above $100k on March 5, 2026 at 4PM ET?', 'bch'],
  ])('%s', (question, asset) => {
    expect(tell(question)).toBe(`${asset} above 100000 at 2026-03-05T21:00Z`);
  });

  test.each([
    // Another name in brackets than the one before them.
    ['Will Solana (BTC) be above $100 on March 5, 2026 at 4PM ET?', 'refused: asset_unknown'],
    ['Will the price of eggs be above $5 on March 5, 2026?', 'refused: asset_unknown'],
    ['Will $MATIC (Polygon) be above $1 on March 5, 2026?', 'refused: asset_unknown'],
    ['Will Gold close above $3,000 on March 5, 2026?', 'refused: asset_unknown'],
    ['Bitcoin all time high by June 30, 2026?', 'refused: level_unknown'],
    // A word of every day, not a symbol.
    ['Will hype be above $30 on March 5, 2026 at 4PM ET?', 'not a price question'],
    ['Will DOGE cut spending by more than $2t in 2026?', 'not a price question'],
    ['Will a firm hold over $1b of Bitcoin by March 31, 2026?', 'not a price question'],
    ['Will Bitcoin dominance be above 60% on March 5, 2026?', 'not a price question'],
    ['Will Ethereum be upgraded by March 31, 2026?', 'not a price question'],
    ['', 'not a price question'],
  ])('%s', (question, told) => {
    expect(tell(question)).toBe(told);
  });
});

describe('levels', () => {
  const when = 'on March 5, 2026 at 4PM ET';
  test.each([
    ['be above $1.5k', 'above 1500'],
    ['be above $110,000.50', 'above 110000.5'],
    ['be above 69¢', 'above 0.69'],
    ['be above 15c', 'above 0.15'],
    ['be above $.069', 'above 0.069'],
    ['be above 100k USDT', 'above 100000'],
    ['be above $1 million', 'above 1000000'],
    ['close at $3,200 or more', 'above 3200 or beyond'],
    ['be at least $95k', 'above 95000 or beyond'],
    ['be less than $95k', 'below 95000'],
    ['be $95k or lower', 'below 95000 or beyond'],
    ['be between $88,000 and $90,000', 'between 88000 and 90000'],
    ['be between $88-90k', 'between 88000 and 90000'],
    ['close at $88k–90k', 'between 88000 and 90000'],
  ])('%s', (words, told) => {
    expect(tell(`Will Bitcoin ${words} ${when}?`)).toBe(`btc ${told} at 2026-03-05T21:00Z`);
  });

  test.each([
    ['be above 100k', 'currency_unknown'],
    ['be above $1,00', 'level_unknown'],
    ['be above $0', 'level_unknown'],
    ['be between $90k and $88k', 'levels_disordered'],
    ['hit $90k or $100k first', 'two_levels'],
  ])('%s', (words, code) => {
    expect(tell(`Will Bitcoin ${words} ${when}?`)).toBe(`refused: ${code}`);
  });

  test('of brackets side by side the higher one counts the level between them', () => {
    const description = 'If it falls exactly between two brackets, the higher range wins.';
    const told = (words: string) => tell(`Will Bitcoin be ${words} ${when}?`, { description });
    expect(told('greater than $90k')).toBe('btc above 90000 or beyond at 2026-03-05T21:00Z');
    expect(told('less than $90k')).toBe('btc below 90000 at 2026-03-05T21:00Z');
  });
});

describe('moments', () => {
  test.each([
    ['on March 5, 2026 at 4PM ET', '2026-03-05T21:00Z'],
    ['on July 5, 2026 at 4:30 PM ET', '2026-07-05T20:30Z'],
    ['on July 5th 2026, 12AM ET', '2026-07-05T04:00Z'],
    ['at noon ET on Jul 5, 2026', '2026-07-05T16:00Z'],
    ['on Sept. 5, 2026 at 16:00 UTC', '2026-09-05T16:00Z'],
    ['on July 5, 2026 at 4PM EDT', '2026-07-05T20:00Z'],
    ['on February 17, 2026 (11:59 PM ET)', '2026-02-18T04:59Z'],
    ['on March 5, 2026', '2026-03-05, time unknown'],
    ['at the end of 2026', '2026-12-31, time unknown'],
  ])('%s', (words, told) => {
    expect(tell(`Will Bitcoin be above $90k ${words}?`)).toBe(`btc above 90000 at ${told}`);
  });

  test.each([
    ['on July 5, 2026 at 4PM', 'zone_unknown'],
    ['on July 5, 2026 at 4PM CET', 'zone_unknown'],
    // In July New York keeps EDT: it is the word or the hour that is wrong.
    ['on July 5, 2026 at 4PM EST', 'time_ambiguous'],
    ['on July 5, 2026 at 4 ET', 'time_ambiguous'],
    ['on March 8, 2026 at 2:30AM ET', 'time_ambiguous'],
    ['on November 1, 2026 at 1:30AM ET', 'time_ambiguous'],
    ['on February 30, 2026', 'date_impossible'],
    ['on March 5', 'year_unknown'],
    ['by March 5, 2026', 'when_ambiguous'],
    ['in March 2026', 'when_ambiguous'],
    ['on the day of the vote', 'date_unknown'],
    ['', 'date_unknown'],
    ['again', 'text_left'],
  ])('%s', (words, code) => {
    expect(tell(`Will Bitcoin be above $90k ${words}?`)).toBe(`refused: ${code}`);
  });

  test('the hour that New York shows twice is plain where its half is named', () => {
    const told = (zone: string) => tell(`Bitcoin above $90k on November 1, 2026 at 1:30AM ${zone}`);
    expect(told('EDT')).toBe('btc above 90000 at 2026-11-01T05:30Z');
    expect(told('EST')).toBe('btc above 90000 at 2026-11-01T06:30Z');
  });

  test('a time that only the description says', () => {
    const description = 'the candle 12:00 in the ET timezone (noon) on the date in the title';
    const closesAt = at('2026-01-26T12:00:00Z');
    expect(tell('Bitcoin above $90k on January 26?', { description, closesAt })).toBe(
      'btc above 90000 at 2026-01-26T17:00Z',
    );
  });

  test('two times in a description are none', () => {
    const told = (description: string) => {
      return tell('Bitcoin above $90k on January 26, 2026?', { description });
    };
    expect(told('the close at 12 PM ET, that is 12:00:00 PM ET')).toMatch('17:00Z');
    expect(told('opens 11:30:00 AM ET, closes 12:00:00 PM ET')).toBe('refused: time_ambiguous');
    expect(told('the close at 12:00 CET')).toBe('refused: zone_unknown');
  });

  test('or the end date, where it lies on that day and is no placeholder', () => {
    const told = (end: string) => tell('Bitcoin above $90k on January 26?', { closesAt: at(end) });
    expect(told('2026-01-26T17:00:00Z')).toBe('btc above 90000 at 2026-01-26T17:00Z');
    expect(told('2026-01-26T12:00:00Z')).toBe('btc above 90000 at 2026-01-26, time unknown');
    expect(told('2026-01-27T17:00:00Z')).toBe('btc above 90000 at 2026-01-26, time unknown');
    expect(told('2026-02-07T17:00:00Z')).toBe('refused: date_disagrees');
  });
});

describe('spans', () => {
  const closesAt = at('2026-03-01T05:00:00Z');
  test.each([
    ['reach $90k by December 31, 2026', 'reach 90000 or beyond until 2027-01-01T05:00Z'],
    ['dip to $90k by end of June 2026', 'dip 90000 or beyond until 2026-07-01T04:00Z'],
    ['break $90k at any point before 2027', 'reach 90000 until 2027-01-01T05:00Z'],
    ['dip below $90k before 2027', 'dip 90000 until 2027-01-01T05:00Z'],
    ['reach $90k before July 4, 2026', 'reach 90000 or beyond until 2026-07-04T04:00Z'],
    [
      'reach $90k in February',
      'reach 90000 or beyond from 2026-02-01T05:00Z until 2026-03-01T05:00Z',
    ],
    [
      'reach $90k February 24-28',
      'reach 90000 or beyond from 2026-02-24T05:00Z until 2026-03-01T05:00Z',
    ],
    [
      'reach $90k December 29 - January 4, 2026',
      'reach 90000 or beyond from 2025-12-29T05:00Z until 2026-01-05T05:00Z',
    ],
    [
      'reach $90k on March 5, 2026',
      'reach 90000 or beyond from 2026-03-05T05:00Z until 2026-03-06T05:00Z',
    ],
    ['hit $90k this week', 'hit 90000 or beyond until 2026-03-01T05:00Z'],
    ['hit (LOW) $90k by March 1, 2026', 'dip 90000 or beyond until 2026-03-02T05:00Z'],
  ])('%s', (words, told) => {
    expect(tell(`Will Bitcoin ${words}?`, { closesAt })).toBe(`btc ${told}`);
  });

  test('a span without its year or end date is the next one', () => {
    const opensAt = at('2025-12-20T15:00:00Z');
    expect(tell('Will Bitcoin dip to $80k January 1-7?', { opensAt })).toBe(
      'btc dip 80000 or beyond from 2026-01-01T05:00Z until 2026-01-08T05:00Z',
    );
  });

  test('a description that ends the last day otherwise is not followed by half', () => {
    const told = (description: string) => {
      return tell('Will Bitcoin reach $90k before June 15, 2026?', { description });
    };
    expect(told('at any point before June 15, 12 PM ET')).toBe('refused: time_ambiguous');
    expect(told('until June 14, 11:59 PM UTC')).toBe('refused: time_ambiguous');
    expect(told('until June 14, 11:59 PM ET')).toMatch('until 2026-06-15T04:00Z');
  });

  test('of a market on offer a day that comes soon is meant', () => {
    const offeredAt = at('2026-02-08T18:00:00Z');
    const told = (words: string) => tell(`Will Bitcoin dip to $80k ${words}?`, { offeredAt });
    expect(told('in February')).toMatch('until 2026-03-01T05:00Z');
    expect(told('February 2-8')).toMatch('until 2026-02-09T05:00Z');
    expect(told('by March 31')).toMatch('until 2026-04-01T04:00Z');
    // Over, but not settled; or eleven months ahead.
    expect(told('on February 7')).toBe('refused: year_unknown');
    expect(told('by December 31')).toBe('refused: year_unknown');
  });

  test('the description says which end of a candle counts, and from which hour', () => {
    const description =
      'any candle (from 10:30 AM ET on the first date to 11:59 PM ET) with a final “Low” price';
    expect(tell('Will Bitcoin hit $80k July 14-20?', { closesAt, description })).toBe(
      'refused: date_disagrees',
    );
    const july = { closesAt: at('2025-07-21T04:00:00Z'), description };
    expect(tell('Will Bitcoin hit $80k July 14–20?', july)).toBe(
      'btc dip 80000 or beyond from 2025-07-14T14:30Z until 2025-07-21T04:00Z',
    );
  });

  test.each([
    ['reach $90k on March 5, 2026 at 4PM ET', 'when_ambiguous'],
    ['reach $90k by Inauguration Day', 'date_unknown'],
    ['reach $90k again by March 5, 2026', 'text_left'],
    ['reach $90k by March 5', 'year_unknown'],
  ])('%s', (words, code) => {
    expect(tell(`Will Bitcoin ${words}?`)).toBe(`refused: ${code}`);
  });
});

describe('windows', () => {
  const closesAt = at('2026-01-23T08:30:00Z');
  test.each([
    ['Solana Up or Down - January 23, 3:15AM-3:30AM ET', '2026-01-23T08:15Z to 2026-01-23T08:30Z'],
    ['Solana Up or Down - January 22, 8:00PM-12:00AM ET', '2026-01-23T01:00Z to 2026-01-23T05:00Z'],
    ['Solana Up or Down - January 23, 3AM ET', '2026-01-23T08:00Z to 2026-01-23T09:00Z'],
    ['Solana Up or Down on January 23?', '2026-01-22T17:00Z to 2026-01-23T17:00Z'],
  ])('%s', (question, ends) => {
    expect(tell(question, { closesAt })).toBe(`sol up or down ${ends}`);
  });

  test.each([
    ['NVIDIA (NVDA) Up or Down on January 23?', 'refused: asset_unknown'],
    ['Solana Up or Down - soon', 'refused: text_left'],
    ['Solana Up or Down - January 23, 13AM ET', 'refused: date_unknown'],
    ['Will the vote go up or down?', 'not a price question'],
  ])('%s', (question, told) => {
    expect(tell(question, { closesAt })).toBe(told);
  });
});

test('whatever the words, the answer is one of three, and the same again', () => {
  const words = fc.constantFrom(
    ...['Will', 'Bitcoin', 'XRP', 'be', 'above', 'between', '$90k', '$1', 'and', 'reach', 'dip to'],
    ...['on', 'by', 'in', 'March', '5', '2026', 'at', '4PM', 'ET', '-', 'Up or Down', '?', ','],
  );
  fc.assert(
    fc.property(fc.array(words, { maxLength: 14 }), (some) => {
      const reading = readQuestion(some.join(' '));
      expect(['parsed', 'refused', 'not_a_price_question']).toContain(reading.kind);
      expect(readQuestion(some.join(' '))).toEqual(reading);
    }),
  );
});
