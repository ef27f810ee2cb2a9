import { describe, expect, test } from 'vitest';
import { readMarketFrame } from './market/market-frame.ts';
import { readAnswer, rows } from './parser.ts';
import { WireTally } from './tally.ts';
import { count } from './values.ts';

describe('a tally of readings', () => {
  test('counts by name what could not be used', () => {
    const tally = new WireTally();
    const strange = '[{"event_type":"news"},{"event_type":"book","extra":1},{"event_type":"news"}]';
    tally.add(readMarketFrame(strange));
    tally.add(readMarketFrame('PONG'));
    tally.add(readAnswer('[1,"x"]', rows(count)));
    expect(tally).toMatchObject({
      readings: 3,
      ignored: new Map([
        ['news', 2],
        ['pong', 1],
      ]),
      unknownFields: new Map([['book.extra', 1]]),
      refused: new Map([
        ['bad_token_id', 1],
        ['not_a_count', 1],
      ]),
      wrong: new Map(),
    });
    expect(tally.latest.map((refusal) => refusal.code)).toEqual(['bad_token_id', 'not_a_count']);
  });

  test('stays small, however strange the venue becomes', () => {
    const tally = new WireTally();
    for (let i = 0; i < 2_000; i++) {
      tally.add(readMarketFrame(JSON.stringify([{ event_type: `kind-${i}` }, i])));
    }
    expect(tally.ignored.size).toBe(501);
    expect(tally.ignored.get('other')).toBe(1_500);
    expect(tally.refused).toEqual(new Map([['not_a_message', 2_000]]));
    expect(tally.latest).toHaveLength(20);
  });
});
