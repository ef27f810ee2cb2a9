import { expect, test } from 'vitest';
import { aDeskRow } from '../../test/support/a-desk-document.ts';
import { lostInWords } from './lost-in-words.ts';

test('what is lost is told where it is known, and is not called nothing where it is not', () => {
  const { risk } = aDeskRow();
  const lost = { ...risk, drawdown: 260_000, dayLoss: 12_500_000 };
  expect(lostInWords(lost)).toBe('26.0 % below the highest, 12.50 lost today');
  expect(lostInWords({ ...risk, drawdown: null, dayLoss: null })).toContain('not known yet');
});
