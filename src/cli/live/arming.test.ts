import { expect, test } from 'vitest';
import type { Usd } from '../../domain/units.ts';
import { EXIT } from '../failure.ts';
import { limitsOf, withArchive } from './arming.ts';

/** Whole dollars. */
const usd = (dollars: number) => (dollars * 1_000_000) as Usd;

const STATED = { maxOrder: usd(10), maxDay: usd(500), maxExposure: usd(100) };

/** How these limits are refused. */
function refusalOf(limits: Partial<typeof STATED>) {
  try {
    limitsOf({ to: 'archive', ...limits } as Parameters<typeof limitsOf>[0]);
  } catch (error) {
    return error;
  }
  return undefined;
}

test('limits above zero are taken as they are stated', () => {
  expect(limitsOf({ to: 'archive', ...STATED } as Parameters<typeof limitsOf>[0])).toEqual(STATED);
});

test('a limit that is not stated is refused', () => {
  const { maxDay: _day, ...others } = STATED;
  expect(refusalOf(others)).toMatchObject({ exitCode: EXIT.refused });
});

test.each(['maxOrder', 'maxDay', 'maxExposure'] as const)(
  '%s of zero or less is refused',
  (name) => {
    for (const dollars of [0, -10]) {
      const refusal = refusalOf({ ...STATED, [name]: usd(dollars) });
      expect(refusal).toMatchObject({ exitCode: EXIT.usage });
    }
  },
);

test('an archive has to be named: without one it is wrong usage, and no refusal', () => {
  expect(withArchive({ to: 'archive', refresh: 5 }).to).toBe('archive');
  expect(() => withArchive({ refresh: 5 })).toThrow(
    expect.objectContaining({ exitCode: 2, message: 'live trading needs --to <archive>' }),
  );
});
