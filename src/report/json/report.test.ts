import { describe, expect, test } from 'vitest';
import { floatsIn } from '../../../test/support/floats-in.ts';
import { inventedRun } from '../../../test/support/invented-run.ts';
import { RunScript } from '../../../test/support/run-script.ts';
import { parseUsd } from '../../domain/units.ts';
import { foldReport } from '../report.ts';
import { reportJson } from './report.ts';

const record = inventedRun({ markets: 40, strategies: ['alpha', 'beta'] });
const report = foldReport(record);
const json = reportJson(report);

function usd(text: string): number {
  const parsed = parseUsd(text);
  if (!parsed.ok) throw new Error(parsed.message);
  return parsed.value;
}

describe('the JSON report', () => {
  test('survives writing and reading unchanged', () => {
    expect(JSON.parse(JSON.stringify(json))).toEqual(json);
  });

  test('holds no float: every number is an integer, everything else is text', () => {
    const { configuration: _, ...run } = json.run;
    expect(floatsIn({ ...json, run })).toEqual([]);
    expect(floatsIn(reportJson(foldReport(new RunScript(0, []).record())))).toEqual([]);
  });

  test('has every trade, and its trades add up to its result', () => {
    expect(json.trades).toHaveLength(report.trades.length);
    const counted = json.trades.filter((trade) => trade.state === 'counted');
    const net = counted.reduce((sum, trade) => sum + usd(trade.net), 0);
    expect(net).toBe(usd(json.result.net));
    expect(counted.filter((trade) => trade.won).length).toBe(json.result.wins);
    expect(json.byHour.reduce((sum, hour) => sum + usd(hour.net), 0)).toBe(net);
    expect(json.byMarket.reduce((sum, market) => sum + usd(market.net), 0)).toBe(net);
    expect(usd(json.ledger.unexplained)).toBe(0);
  });

  test('says nothing of undecided trades but what they cost', () => {
    const undecided = json.trades.filter((trade) => trade.state === 'undecided');
    expect(undecided.length).toBeGreaterThan(0);
    for (const trade of undecided) {
      expect(trade).toMatchObject({ won: null, payout: null, resolution: null });
    }
  });

  test('has the bounds of undecided trades', () => {
    const script = new RunScript(1);
    script.trade({ token: 0, price: 400_000, size: 10_000_000 });
    const { excluded } = reportJson(foldReport(script.record())).result;
    expect(excluded.undecided).toMatchObject({ trades: 1, netIfLost: '-4', netIfWon: '6' });
    expect(excluded.open).toMatchObject({ trades: 0, netIfLost: '0', netIfWon: '0' });
  });

  test('has the longest silence of each market and how many were long', () => {
    const [first, , , , , sixth] = json.coverage;
    expect(first).toMatchObject({ longestSilence: 1_000_000, longSilences: 0 });
    expect(sixth).toMatchObject({ longestSilence: 6_000_000, longSilences: 1 });
    const [bare] = reportJson(foldReport(new RunScript(1).record())).coverage;
    expect(bare).toMatchObject({ longestSilence: null, longSilences: null });
  });

  test('keeps the configuration exactly, and names its schema', () => {
    expect(json.run.configuration).toEqual(record.configuration);
    expect([json.schema, json.schemaVersion]).toEqual(['polydesk.report', 1]);
  });

  test('has null where there is nothing to say', () => {
    const { result, calibration, run } = reportJson(foldReport(new RunScript(1).record()));
    expect(result).toMatchObject({
      winRate: null,
      meanPerTrade: null,
      meanInterval: null,
      roi: null,
      averageEntry: null,
    });
    expect(calibration).toEqual({ forecasts: 0, bins: [], score: null });
    expect(run.sources).toEqual([]);
  });
});
