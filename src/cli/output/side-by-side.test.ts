import { expect, test } from 'vitest';
import { RunScript } from '../../../test/support/run-script.ts';
import { foldReport } from '../../report/report.ts';
import { paintWith } from '../../report/text/paint.ts';
import { saySideBySide } from './side-by-side.ts';

/** What is said of one run under the name "mine". */
function said(script: RunScript): string {
  const texts: string[] = [];
  const run = { label: 'mine', report: foldReport(script.record()) };
  const output = {
    say: (text: string) => void texts.push(text),
    note: () => {},
    machine: () => {},
    line: () => {},
    color: false,
    paint: paintWith(false),
  };
  saySideBySide({ heading: 'Strategy', align: 'left' }, [run], output, 'see --json');
  return texts.join('\n');
}

/** The cell of the only run under a heading of numbers. */
function cell(text: string, heading: string): string | undefined {
  const lines = text.split('\n');
  const at = lines.findIndex((line) => line.includes(heading));
  const end = (lines[at] ?? '').indexOf(heading) + heading.length;
  return lines[at + 1]?.slice(0, end).split(/ +/).at(-1);
}

test('fills against unknown sizes are unproven just as inferred ones', () => {
  const script = new RunScript(4);
  const terms = { price: 500_000, size: 10_000_000 };
  script.trade({ ...terms, token: 0, evidence: 'assumed' });
  script.trade({ ...terms, token: 2, evidence: 'inferred' });
  script.trade({ ...terms, token: 4, evidence: 'book' });
  script.trade({ ...terms, token: 6, evidence: 'print' });
  for (const market of [0, 1, 2, 3]) script.resolve(market, 1_000_000);
  const text = said(script);
  expect(cell(text, 'Unproven %')).toBe('50.0');
  expect(text.replaceAll('\n', ' ')).toContain('Unproven: part of the turnover');
});

test('trades that nobody can judge are told in the verdict', () => {
  const script = new RunScript(2);
  script.trade({ token: 0, price: 500_000, size: 10_000_000 });
  script.trade({ token: 2, price: 500_000, size: 10_000_000 });
  expect(said(script)).toMatch(/^mine .* 2 undecided trades, none counted$/m);
});

test('what they could have made stands beside it, in both ways', () => {
  const script = new RunScript(2);
  script.trade({ token: 0, price: 400_000, size: 10_000_000 });
  script.trade({ token: 2, price: 300_000, size: 20_000_000 });
  const text = said(script);
  expect(text).toMatch(/^Strategy .* Undecided \[lost, won\] +Verdict$/m);
  expect(text).toMatch(/^mine .* 2 \[-10\.00, \+20\.00\] +2 undecided trades, none counted$/m);
  expect(text.replaceAll('\n', ' ')).toContain(
    'their net if every share still held had lost, and if it had won',
  );
});

test('nothing is said of undecided trades where there are none', () => {
  const script = new RunScript(2);
  script.trade({ token: 0, price: 400_000, size: 10_000_000 });
  script.resolve(0, 1_000_000);
  script.resolve(1, 0);
  expect(said(script)).not.toContain('Undecided');
});

test('a run that went broke is told, whatever it had traded before', () => {
  const script = new RunScript(2);
  script.trade({ token: 0, price: 500_000, size: 10_000_000 });
  script.resolve(0, 1_000_000);
  script.deny('not_enough_cash', { token: 2 });
  expect(said(script)).toMatch(/^mine: out of cash\. From 2026-\S+ \S+ UTC on 1 of 1 order /m);
});

test('what is said of a run fits 100 columns', () => {
  const script = new RunScript(2);
  for (const code of ['book_untrusted', 'price_too_far', 'a_long_reason_without_end']) {
    script.deny(code);
    script.skip(code);
  }
  const remark = said(script)
    .split('\n')
    .filter((line) => /denied|decided/.test(line));
  expect(remark.length).toBeGreaterThan(0);
  for (const line of remark) expect(line.length).toBeLessThanOrEqual(100);
});

test('what happened once is not told in the plural', () => {
  const script = new RunScript(1);
  script.deny('book_untrusted');
  expect(said(script)).toContain('denied by risk once (book untrusted 1)');
  script.deny('book_untrusted');
  expect(said(script)).toContain('denied by risk 2 times (book untrusted 2)');
});

test('reasons that are not named are counted, with where all of them stand', () => {
  const script = new RunScript(1);
  for (const code of ['no_signal', 'book_stale', 'held_already', 'order_pending']) {
    script.skip(code, 0);
  }
  expect(said(script).replaceAll('\n', ' ')).toMatch(
    /mine: no trades counted\. decided not to 4 times \(\S+ .*\)\. 2 more reasons: see --json\./,
  );
  const few = new RunScript(1);
  few.skip('no_signal', 0);
  expect(said(few)).not.toContain('more reason');
});

test('an order that found nothing to take says what that means', () => {
  const script = new RunScript(1);
  script.skip('no_match', 0);
  expect(said(script)).toContain('no match at its price 1');
});
