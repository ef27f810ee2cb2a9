import { expect, test } from 'vitest';
import type { Monotonic } from '../../ports/clock.ts';
import { CODE_LETTERS, Confirmations } from './confirmations.ts';

const ms = (after: number) => (after * 1_000) as Monotonic;
const ANN = 1;
const BOB = 2;

function stage() {
  let next = 0;
  return new Confirmations<string>((below) => next++ % below);
}

test('a code is six characters, good once, in capitals or not', () => {
  const confirmations = stage();
  const code = confirmations.ask(ANN, 'resume', ms(0));
  expect(code).toBe(CODE_LETTERS.slice(0, 6));
  expect(confirmations.take(ANN, ` ${code.toLowerCase()} `, ms(1))).toEqual({
    ok: true,
    value: 'resume',
  });
  expect(confirmations.take(ANN, code, ms(2))).toMatchObject({ code: 'no_code' });
});

test('after sixty seconds it is too old', () => {
  const confirmations = stage();
  const code = confirmations.ask(ANN, 'resume', ms(0));
  expect(confirmations.take(ANN, code, ms(60_001))).toMatchObject({ code: 'expired' });
  expect(confirmations.take(ANN, code, ms(60_002))).toMatchObject({ code: 'no_code' });
  const again = confirmations.ask(ANN, 'resume', ms(70_000));
  expect(confirmations.take(ANN, again, ms(130_000))).toMatchObject({ ok: true });
});

test('it is of one user: another cannot use it, nor use it up', () => {
  const confirmations = stage();
  const code = confirmations.ask(ANN, 'resume', ms(0));
  for (let i = 0; i < 5; i++) {
    expect(confirmations.take(BOB, code, ms(1))).toMatchObject({ code: 'no_code' });
  }
  expect(confirmations.take(ANN, code, ms(2))).toMatchObject({ ok: true });
});

test('three wrong ones, and it is over', () => {
  const confirmations = stage();
  const code = confirmations.ask(ANN, 'resume', ms(0));
  for (let i = 0; i < 3; i++) {
    expect(confirmations.take(ANN, 'AAAAAA', ms(1))).toMatchObject({ code: 'wrong_code' });
  }
  expect(confirmations.take(ANN, code, ms(2))).toMatchObject({ code: 'no_code' });
});

test('what is asked next takes the place of what was', () => {
  const confirmations = stage();
  const first = confirmations.ask(ANN, 'resume alpha', ms(0));
  const second = confirmations.ask(ANN, 'resume beta', ms(1));
  expect(confirmations.take(ANN, first, ms(2))).toMatchObject({ code: 'wrong_code' });
  expect(confirmations.take(ANN, second, ms(3))).toMatchObject({ value: 'resume beta' });
});
