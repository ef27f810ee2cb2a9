import { describe, expect, test } from 'vitest';
import { NOON, RunScript } from '../../../test/support/run-script.ts';
import { renderReport } from '../html/report.ts';
import { reportJson } from '../json/report.ts';
import { foldReport } from '../report.ts';
import { summarize } from '../text/summary.ts';
import { foldCashShortage, shortageText } from './cash-shortage.ts';

const CASH = 'not_enough_cash';
const terms = { price: 500_000, size: 10_000_000 };

/** One order goes through, then `denied` fail for cash, each in a market of its own. */
function broke(denied: number, others: number): RunScript {
  const script = new RunScript(1 + denied + others);
  script.trade({ ...terms, token: 0, at: NOON });
  for (let i = 0; i < denied; i++) script.deny(CASH, { token: 2 + 2 * i, at: NOON + 60e6 });
  for (let i = 0; i < others; i++) script.trade({ ...terms, token: 2 * (1 + denied + i) });
  script.resolve(0, 1_000_000);
  return script;
}

describe('cash that runs out', () => {
  test('is told with its time, the orders it cost and the markets never traded', () => {
    const shortage = foldCashShortage(broke(3, 1).journal);
    expect(shortage).toEqual({ from: NOON + 60e6, wishes: 4, denied: 3, marketsMissed: 3 });
    expect(shortageText(shortage!)).toEqual({
      title: 'Out of cash',
      text:
        'From 2026-04-13 12:01:00 UTC on 3 of 4 orders to buy were denied for lack of cash, and ' +
        '3 markets were not traded for it. More capital or smaller orders would show the rest.',
    });
  });

  test('now and then is short of cash, not out of it', () => {
    const { title, text } = shortageText(foldCashShortage(broke(1, 3).journal)!);
    expect(title).toBe('Short of cash');
    expect(text).toContain(
      '1 of 4 orders to buy was denied for lack of cash, and 1 market was not',
    );
  });

  test('does not miss a market that was traded all the same', () => {
    const script = new RunScript(1);
    script.trade({ ...terms, token: 0 });
    script.deny(CASH, { token: 1 });
    const shortage = foldCashShortage(script.journal);
    expect(shortage).toMatchObject({ denied: 1, marketsMissed: 0 });
    expect(shortageText(shortage!).text).not.toContain('market');
  });

  test('counts what the venue rejects for it, too', () => {
    const script = new RunScript(2);
    const order = script.submit({ ...terms, token: 2, at: NOON });
    const at = { tsEvent: NOON as never, tsInit: (NOON + 1) as never };
    script.answer({ kind: 'OrderRejected', order, code: CASH, message: '', ...at });
    expect(foldCashShortage(script.journal)).toEqual({
      from: NOON + 1,
      wishes: 1,
      denied: 1,
      marketsMissed: 1,
    });
  });

  test('is nothing where orders were denied for other reasons', () => {
    const script = new RunScript(1);
    script.deny('book_untrusted');
    expect(foldCashShortage(script.journal)).toBeUndefined();
  });
});

test('every report says it where the verdict stands', () => {
  const report = foldReport(broke(3, 1).record());
  const summary = summarize(report, { color: false });
  expect(summary.indexOf('Out of cash')).toBeGreaterThan(summary.indexOf('Verdict'));
  expect(summary.indexOf('Out of cash')).toBeLessThan(summary.indexOf('Markets'));
  expect(renderReport(report)).toContain('<strong>Out of cash</strong>');
  expect(reportJson(report).orders.cashShortage).toEqual({
    from: NOON + 60e6,
    wishes: 4,
    denied: 3,
    marketsMissed: 3,
  });
  const solvent = foldReport(broke(0, 2).record());
  expect(summarize(solvent, { color: false })).not.toContain('of cash');
  expect(renderReport(solvent)).not.toContain('of cash');
  expect(reportJson(solvent).orders.cashShortage).toBeNull();
});
