import { describe, expect, test } from 'vitest';
import type { PerformanceJson } from '../../../../src/report/json/schema.ts';
import { chanceText, differenceText, FIGURES, figureText, intervalText } from './figures.ts';

const EVIDENCE = { unproven: { shareOfTurnover: '0.25' } };
const EXCLUDED = {
  undecided: { trades: 2, netIfLost: '-20.43', netIfWon: '9.57' },
  open: { trades: 1, netIfLost: '-8', netIfWon: '2' },
};
const ENTRY = { averageEntry: '0.8346', averageEntryWithFees: '0.8431' };

/** Only what these figures read. */
function played(changes: Partial<PerformanceJson>): PerformanceJson {
  const figures = { net: '-2.56', trades: 72, winRate: '0.861', meanPerTrade: '-0.0355' };
  const meanInterval = { low: '-1.634', high: '1.4149' };
  const told = {
    ...figures,
    ...ENTRY,
    meanInterval,
    evidence: EVIDENCE,
    excluded: EXCLUDED,
    ...changes,
  };
  return told as unknown as PerformanceJson;
}

const named = (name: string) => FIGURES.find((figure) => figure.name === name)!;

describe('figures', () => {
  test('stand with their signs and intervals', () => {
    expect(figureText(named('Net'), played({}))).toBe('−$2.56');
    const mean = named('Mean per trade');
    expect(figureText(mean, played({}))).toBe('−0.0355');
    expect(intervalText(mean, played({}))).toBe('[−1.6340, +1.4149]');
    expect(figureText(named('Not counted'), played({}))).toBe('3');
    expect(intervalText(named('Not counted'), played({}))).toBe('[−$28.43, +$11.57]');
    expect(figureText(named('Average entry'), played({}))).toBe('0.8346');
    expect(figureText(named('Average entry, with fees'), played({}))).toBe('0.8431');
  });

  test('are a dash where they are not known', () => {
    const mean = named('Mean per trade');
    const none = played({ meanPerTrade: null, meanInterval: null });
    expect(figureText(mean, none)).toBe('–');
    expect(intervalText(mean, none)).toBeUndefined();
    expect(differenceText(mean, none, played({}))).toBe('–');
  });

  test('differ by the second less the first; percentages by points', () => {
    const second = played({ net: '3.44', trades: 70, winRate: '0.884' });
    expect(differenceText(named('Net'), played({}), second)).toBe('+$6.00');
    expect(differenceText(named('Trades'), played({}), second)).toBe('−2');
    expect(differenceText(named('Won'), played({}), second)).toBe('+2.3 points');
    expect(differenceText(named('Won'), second, second)).toBe('0.0 points');
  });

  test('say whether a difference may be chance, where intervals are known', () => {
    const far = played({ meanInterval: { low: '2', high: '3' } });
    expect(chanceText(played({}), played({}))).toContain('may be chance');
    expect(chanceText(played({}), far)).toContain('do not touch');
    expect(chanceText(far, played({ meanInterval: null }))).toBeUndefined();
  });
});
