import { Command } from 'commander';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { MarketSummary } from '../domain/market-search.ts';
import { ok, refuse } from '../domain/result.ts';
import type { Price, Timestamp, Usd } from '../domain/units.ts';
import type { MarketLister, MarketListRequest } from '../runtime/markets.ts';
import { explainError } from './explain-error.ts';
import { marketsCommand } from './markets.ts';

const MARKET: MarketSummary = {
  slug: 'btc-updown-5m-1790856000',
  question: 'Bitcoin Up or Down',
  state: 'trading',
  category: 'crypto',
  asset: 'btc',
  frame: '5m',
  opensAt: 1_790_856_000_000_000 as Timestamp,
  closesAt: 1_790_856_300_000_000 as Timestamp,
  bestBid: 480_000 as Price,
  bestAsk: 500_000 as Price,
  minimumSize: undefined,
  volume: undefined,
  volume24h: 1_234_567_890 as Usd,
  liquidity: undefined,
};
const FOUND = { markets: [MARKET], found: 3, read: 200, unreadable: 2, isWhole: false };

afterEach(() => vi.restoreAllMocks());

/** Runs the command over what a lister says; returns what it printed, and was asked. */
async function run(list: MarketLister, ...words: string[]) {
  const printed = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    vi.spyOn(process[name], 'write').mockImplementation((text) => {
      printed[name] += String(text);
      return true;
    });
  }
  const command = new Command('markets').exitOverride();
  marketsCommand(() => list).configure(command);
  let failure: unknown;
  await command.parseAsync(words, { from: 'user' }).catch((error: unknown) => {
    failure = error;
  });
  return { ...printed, failure };
}

describe('markets', () => {
  test('prints a table, and what it is a part of', async () => {
    const { stdout, stderr } = await run(async () => ok(FOUND));
    const [heading, line] = stdout.split('\n');
    expect(heading).toMatch(/^Market +State +Category +Closes \(UTC\) +Bid/);
    expect(line?.split(/ {2,}/)).toEqual([
      MARKET.slug,
      'trading',
      'crypto',
      '2026-10-01 12:05:00',
      '0.4800',
      '0.5000',
      '0.0200',
      '1,234.57',
      '–',
    ]);
    expect(stderr.trim()).toBe(
      '3 markets of 200 read, 1 shown; 2 without two outcomes left out; ' +
        'more were not read: add --pages',
    );
  });

  test('says how old a list out of an archive is', async () => {
    const asOf = 1_790_856_000_000_000 as Timestamp;
    const scanned = { asOf, ageMs: 3 * 3_600_000 };
    const list: MarketLister = async () => ok({ ...FOUND, isWhole: true, scanned });
    const { stderr } = await run(list, '--data', 'archive');
    expect(stderr.trim()).toMatch(/; as of 2026-10-01 12:00:00 UTC, 3 h ago$/);
    const { stdout } = await run(list, '--data', 'archive', '--json');
    expect(JSON.parse(stdout)).toMatchObject({ asOf, ageSeconds: 10_800 });
  });

  test('with --json stdout is for the machine alone', async () => {
    const { stdout } = await run(async () => ok(FOUND), '--json');
    expect(JSON.parse(stdout)).toMatchObject({
      found: 3,
      isWhole: false,
      markets: [{ slug: MARKET.slug, bestBid: '0.48', spread: '0.02', liquidity: null }],
    });
  });

  test('asks for what the options say', async () => {
    const asked: MarketListRequest[] = [];
    const list: MarketLister = async (request) => {
      asked.push(request);
      return ok({ ...FOUND, markets: [] });
    };
    const line =
      'fed rate --asset btc,eth --frame 5m --frame daily --state trading --category crypto ' +
      '--closes-before 2026-10-02 --min-volume 1000 --min-liquidity 10 --max-spread 0.02 ' +
      '--sort closes --limit 7 --pages 2';
    const { stdout } = await run(list, ...line.split(' '));
    expect(stdout).toBe('');
    expect(asked).toEqual([
      {
        filter: {
          text: 'fed rate',
          categories: ['crypto'],
          assets: ['btc', 'eth'],
          frames: ['5m', 'daily'],
          states: ['trading'],
          closesFrom: undefined,
          closesBefore: Date.parse('2026-10-02') * 1_000,
          volume24hLeast: 1_000_000_000,
          liquidityLeast: 10_000_000,
          spreadMost: 20_000,
        },
        sorting: 'closes',
        most: 7,
        pagesMost: 2,
      },
    ]);
  });

  test('ends in code 4 with a remedy when Gamma cannot be reached', async () => {
    const { failure, stdout } = await run(async () => refuse('unreachable', 'nobody answers'));
    expect(stdout).toBe('');
    expect(explainError(failure, false)).toEqual({
      exitCode: 4,
      lines: ['error: nobody answers', expect.stringMatching(/^Check the connection/)],
    });
  });

  test('refuses words that are no choice', async () => {
    const { failure } = await run(async () => ok(FOUND), '--frame', '7m');
    expect(String(failure)).toContain('"7m" is none of 5m, 15m, 1h, 4h, daily');
  });
});
