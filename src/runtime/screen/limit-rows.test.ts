import { expect, test } from 'vitest';
import { openMarket, stage } from '../../../test/support/engine-stage.ts';
import type { TokenIndex } from '../../domain/ids.ts';
import type { Shares, Usd } from '../../domain/units.ts';
import { DEFAULT_RISK_LIMITS } from '../../risk/risk-limits.ts';
import { accountLimitRows, limitRows } from './limit-rows.ts';

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

test('what is held of markets that are not listed yet is used, as the gate has it', () => {
  const market = openMarket({ asset: 'btc', group: 'g' });
  const { state } = stage([{}], { markets: [market] }).engine;
  state.account.open(0 as TokenIndex, (10 * DOLLAR) as Shares, dollars(4));
  state.account.holdUnlisted(dollars(3), { asset: 'btc', group: 'g' });
  state.account.holdUnlisted(dollars(2));
  state.account.holdUnlisted(dollars(1), { asset: 'eth', group: null });
  const { maxAssetExposure, maxGroupExposure } = limitRows(DEFAULT_RISK_LIMITS, state, ['one']);
  expect(maxAssetExposure).toMatchObject({ used: dollars(9), where: 'btc' });
  expect(maxGroupExposure).toMatchObject({ used: dollars(9), where: 'g' });
});

test('of assets alone that no market of the run has', () => {
  const { state } = stage([{}]).engine;
  state.account.holdUnlisted(dollars(3), { asset: 'eth', group: 'g' });
  const { maxAssetExposure, maxGroupExposure } = limitRows(DEFAULT_RISK_LIMITS, state, ['one']);
  expect(maxAssetExposure).toMatchObject({ used: dollars(3), where: 'eth' });
  expect(maxGroupExposure).toMatchObject({ used: dollars(3), where: 'g' });
});
