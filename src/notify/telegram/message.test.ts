import fc from 'fast-check';
import { expect, test } from 'vitest';
import { at } from '../../../test/support/a-market.ts';
import { anAlert } from '../../../test/support/an-alert.ts';
import { alertMessage } from './alert-message.ts';
import { cleanLines, messageOf } from './message.ts';

test('foreign text stays text: it stands in an entity of its own, markup and all', () => {
  const text = 'Will <b>*x*</b> [win](https://evil.example) @everyone /kill _a_ ```?';
  const { message } = alertMessage([anAlert({ text })], at(0));
  expect(message.text).toContain(text);
  const code = message.entities.find(({ type }) => type === 'code');
  expect(message.text.slice(code?.offset, (code?.offset ?? 0) + (code?.length ?? 0))).toBe(text);
});

test('what would turn or hide text is taken out', () => {
  expect(cleanLines('a\u202Eb\u0007c\u200Bd\u001B[31me\nf', 100)).toBe('abcde\nf');
});

test('an alert says that it is simulated, how often it came, and how late it is told', () => {
  const alert = anAlert({ count: 3 });
  const { message } = alertMessage([alert], at(600));
  expect(message.text).toContain('NOTICE paper-1, SIMULATED');
  expect(message.text).toContain('10 min ago');
  expect(message.text).toContain('3 times since it was told');
  expect(alertMessage([alert], at(1)).message.text).not.toContain('ago');
});

test('as many alerts as fit, in order', () => {
  const long = Array.from({ length: 10 }, () => 'x'.repeat(300)).join('\n');
  const alerts = Array.from({ length: 5 }, (_, i) => anAlert({ text: `${i} ${long}` }));
  const { message, told } = alertMessage(alerts, at(0));
  expect(told).toBe(1);
  expect(message.text.length).toBeLessThanOrEqual(4_096);
  const short = Array.from({ length: 10 }, () => anAlert());
  expect(alertMessage(short, at(0)).told).toBe(10);
});

test('no text is too long, and every entity lies within it', () => {
  const style = fc.constantFrom('bold' as const, 'code' as const, 'pre' as const, undefined);
  const piece = fc.record({ text: fc.string({ unit: 'binary', maxLength: 1_500 }), style });
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 6 }), (pieces) => {
      const { text, entities } = messageOf(pieces);
      expect(text.length).toBeLessThanOrEqual(4_096);
      if (pieces.every((one) => one.text.isWellFormed())) expect(text.isWellFormed()).toBe(true);
      for (const { offset, length } of entities) {
        expect(length).toBeGreaterThan(0);
        expect(offset + length).toBeLessThanOrEqual(text.length);
      }
    }),
    { numRuns: 50 },
  );
});
