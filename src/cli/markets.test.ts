import { Command } from 'commander';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { floatsIn } from '../../test/support/floats-in.ts';
import { MarketBook } from '../domain/book.ts';
import type { TokenId } from '../domain/ids.ts';
import type { MarketSummary } from '../domain/market-search.ts';
import { ok, refuse } from '../domain/result.ts';
import { ASK, BID } from '../domain/side.ts';
import type { TickSize } from '../domain/tick.ts';
import type { Price, Shares, Timestamp, Usd } from '../domain/units.ts';
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
const FOUND = {
  markets: [MARKET],
  found: 3,
  read: 200,
  unreadable: 2,
  isWhole: false,
  readAt: 1_790_856_000_000_000 as Timestamp,
};

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
    const json = JSON.parse(stdout);
    expect(floatsIn(json)).toEqual([]);
    expect(json).toMatchObject({
      schema: 'polydesk.markets',
      schemaVersion: 1,
      found: 3,
      isWhole: false,
      asOf: null,
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

describe('markets --rank', () => {
  const paid: MarketSummary = {
    ...MARKET,
    slug: 'who-wins',
    state: 'trading',
    closesAt: (FOUND.readAt + 10 * 86_400_000_000) as Timestamp,
    bestBid: 460_000 as Price,
    bestAsk: 500_000 as Price,
    volume24h: 1_440_000_000 as Usd,
    liquidity: 990_000_000 as Usd,
    fee: { ratePpm: 40_000, exponent: 1, makerRebatePpm: 250_000 },
  };
  const list: MarketLister = async () => ok({ ...FOUND, markets: [MARKET, paid] });

  test('tells what each is worth a day, what makes that, and what bars the others', async () => {
    const { stdout, stderr } = await run(list, '--rank');
    const [heading, first, second] = stdout.split('\n');
    expect(heading).toMatch(/^Market +Category +Closes \(UTC\) +\$ a day +Spread/);
    // 28.8 shares a day at 2 cents, and 0.25 cents of rebate.
    expect(first?.split(/ {2,}/).slice(0, 9)).toEqual([
      'who-wins',
      'crypto',
      '2026-10-11 12:00:00',
      '+0.65',
      '0.58',
      '0.00',
      '0.07',
      '–',
      '–',
    ]);
    expect(second).toMatch(/^btc-updown-5m.* closes_too_soon \(days 0.0035, least 1.0000\)$/);
    expect(stderr.trim()).toBe(
      '1 market chosen of 2; not known, and in no sum: rewards of 1, toxicity of 1',
    );
  });

  test('takes prices and depth from books where there are some, and nowhere else', async () => {
    const book = new MarketBook(10_000 as TickSize);
    book.setLevel(BID, 400_000 as Price, 1_000_000_000 as Shares);
    book.setLevel(ASK, 500_000 as Price, 1_000_000_000 as Shares);
    const one = '1' as TokenId;
    const markets = [
      { ...paid, firstToken: one },
      { ...paid, slug: 'without-a-book', firstToken: '2' as TokenId },
    ];
    const books = new Map([[one, book]]);
    const { stdout } = await run(async () => ok({ ...FOUND, markets, books }), '--rank', '--json');
    const [first, second] = JSON.parse(stdout).markets;
    // A thousand bids at 0.40, and a thousand asks that bind 0.50 each.
    expect(first).toMatchObject({ isChosen: true, bid: '0.400000', depth: '900.000000' });
    expect(second).toMatchObject({ bid: null, obstacle: { code: 'book_unknown' } });
  });

  test('asks for the most traded that take orders, and ranks by given rules', async () => {
    const asked: MarketListRequest[] = [];
    const listing: MarketLister = async (request) => {
      asked.push(request);
      return ok({ ...FOUND, markets: [MARKET, paid] });
    };
    const { stdout } = await run(listing, '--rank', '--rule', 'leastDays=11', '--json');
    expect(asked[0]).toMatchObject({ sorting: 'volume', most: 500, withBooks: true });
    expect(asked[0]?.filter.states).toEqual(['accepting', 'trading']);
    const told = JSON.parse(stdout);
    expect(told).toMatchObject({
      schema: 'polydesk.ranking',
      schemaVersion: 1,
      asOf: null,
      rule: { leastDays: '11.000000', leastSpread: '0.030000', assumedActivity: null },
    });
    expect(floatsIn(told)).toEqual([]);
    expect(told.markets[0]).toMatchObject({
      slug: 'who-wins',
      isChosen: false,
      obstacle: { code: 'closes_too_soon', numbers: { days: '10.000000', least: '11.000000' } },
      components: { spread: '0.576000', rewards: null, toxicity: null },
      unknown: ['rewards', 'toxicity'],
      depth: '990.000000',
    });
  });

  test.each([
    [['--rank', '--rule', 'leastDay=1'], /"leastDay" is none of .* \(did you mean "leastDays"\?\)/],
    [['--rank', '--rule', 'leastDays=soon'], /leastDays is to be a number from 0 on, not "soon"/],
    [['--rule', 'leastDays=1'], /--rule says nothing without --rank/],
  ])('refuses %j', async (words, says) => {
    const { failure } = await run(list, ...words);
    expect(explainError(failure, false).exitCode).toBe(2);
    expect(String((failure as Error).message)).toMatch(says);
  });
});
