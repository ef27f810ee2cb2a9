import { expect, test } from 'vitest';
import { stage } from '../../../test/support/engine-stage.ts';
import type { Usd } from '../../domain/units.ts';
import { DEFAULT_RISK_LIMITS } from '../../risk/risk-limits.ts';
import { accountLimitRows } from './limit-rows.ts';

const DOLLAR = 1_000_000;
const dollars = (whole: number) => (whole * DOLLAR) as Usd;

test('what is lost is not said before the account was measured', () => {
  const { state } = stage([{}]).engine;
  state.risk.standing = { ...state.risk.standing, equity: undefined, dayEquity: undefined };
  const unknown = accountLimitRows(DEFAULT_RISK_LIMITS, state);
  expect([unknown.drawdown?.used, unknown.maxDayLoss?.used]).toEqual([null, null]);
  const measured = { equity: dollars(90), dayEquity: dollars(95), highWater: dollars(100) };
  state.risk.standing = { ...state.risk.standing, ...measured };
  const known = accountLimitRows(DEFAULT_RISK_LIMITS, state);
  expect([known.drawdown?.used, known.maxDayLoss?.used]).toEqual([100_000, 5 * DOLLAR]);
});
