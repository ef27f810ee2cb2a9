// The program's first honest result, against a query over the raw file that shares nothing with it.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { Duck, sqlText } from '../../src/archive/duck.ts';
import { formatDecimal, mulDiv, SCALE } from '../../src/domain/units.ts';
import { foldReport } from '../../src/report/report.ts';
import type { RunRecord } from '../../src/report/run-record.ts';
import { importInto } from '../../src/runtime/archive.ts';
import { backtest } from '../../src/runtime/backtest.ts';
import { lateFavouriteRun } from '../support/backtest-options.ts';
import { recording, testRecorded } from '../support/recorded.ts';
import { polydesk } from '../support/run-command.ts';
import { root as codeRoot } from '../tidy/source.ts';

const books = recording('btc-5m-books-2026-04');
const MINUTES = 60_000;

describe('late favourite on the recorded 5-minute books', () => {
  let root = '';
  let record: RunRecord;

  beforeAll(async () => {
    if (books === undefined) return;
    root = mkdtempSync(join(tmpdir(), 'polydesk-test-'));
    await importInto(root, books, undefined, () => {});
    record = await backtest(lateFavouriteRun(root));
  }, 10 * MINUTES);

  afterAll(() => {
    if (root !== '') rmSync(root, { recursive: true });
  });

  testRecorded(
    'at no latency it trades, wins, pays and earns what the raw file says',
    books,
    async (folder) => {
      const report = foldReport(record);
      const { profit, excluded } = report.whole;
      expect({
        complete_windows: record.markets.length,
        all_trades: profit.trades + excluded.undecided.trades,
        trades: profit.trades,
        wins: profit.wins,
        average_entry: formatDecimal(mulDiv(profit.cost, SCALE, profit.size, 'halfUp')),
        gross: formatDecimal(profit.gross),
        fees: formatDecimal(profit.fees),
        net: formatDecimal(profit.net),
      }).toEqual(withShortDecimals(await rawResult(folder)));
    },
    5 * MINUTES,
  );

  testRecorded(
    'the same run again has the same hash',
    books,
    async () => {
      const again = await backtest(lateFavouriteRun(root));
      expect(again.hash).toBe(record.hash);
    },
    5 * MINUTES,
  );

  testRecorded(
    'the README shows what its command says',
    books,
    () => {
      const command = ['backtest', 'late-favourite', '--complete-only', '--size', '10'];
      const { stdout } = polydesk([...command, '--data', root, '--no-report']);
      const said = stdout.split('\n');
      const shown = shownBy(readFileSync(join(codeRoot, 'README.md'), 'utf8'));
      expect(shown.length).toBeGreaterThan(10);
      expect(shown.filter((line) => !said.includes(line))).toEqual([]);
    },
    5 * MINUTES,
  );
});

/** Lines of the report in a README. */
function shownBy(page: string): readonly string[] {
  const report = /```\n(Polydesk backtest[^`]*)```/.exec(page)?.[1] ?? '';
  return report.split('\n').filter((line) => line !== '');
}

async function rawResult(folder: string): Promise<Record<string, unknown>> {
  const sql = readFileSync(join(import.meta.dirname, 'late-favourite.sql'), 'utf8');
  const duck = await Duck.open();
  try {
    const [row] = await duck.rows(sql.replaceAll('$FILES', sqlText(join(folder, '*.parquet'))));
    return { ...row };
  } finally {
    duck.close();
  }
}

/** "4.100000" as "4.1": decimals as the program writes them. */
function withShortDecimals(row: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      typeof value === 'string' ? value.replace(/\.?0+$/, '') : value,
    ]),
  );
}
