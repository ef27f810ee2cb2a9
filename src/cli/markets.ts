import type { Command } from 'commander';
import { LIFE_STATES } from '../domain/market-life.ts';
import { MARKET_SORTINGS } from '../domain/market-search.ts';
import type { Price, Timestamp, Usd } from '../domain/units.ts';
import { parsePrice, parseUsd } from '../domain/units.ts';
import { UP_DOWN_FRAMES } from '../domain/up-down-rule.ts';
import type { MarketLister } from '../runtime/markets.ts';
import type { CommandModule } from './commands.ts';
import { gathers, reads } from './options/argument.ts';
import { chosenFrom, gathersFrom } from './options/choice.ts';
import { addCommonOptions } from './options/common-options.ts';
import { parseTime } from './options/time.ts';
import { wholeNumber } from './options/whole-number.ts';

export type MarketsOptions = {
  /** An archive that scans have filled; undefined: the venue, now. */
  readonly data?: string;
  readonly category?: readonly string[];
  readonly asset?: readonly string[];
  readonly frame?: readonly (typeof UP_DOWN_FRAMES)[number][];
  readonly state?: readonly (typeof LIFE_STATES)[number][];
  readonly closesFrom?: Timestamp;
  readonly closesBefore?: Timestamp;
  readonly minVolume?: Usd;
  readonly minLiquidity?: Usd;
  readonly maxSpread?: Price;
  readonly sort: (typeof MARKET_SORTINGS)[number];
  readonly limit: number;
  readonly pages: number;
  readonly rank?: boolean;
  readonly rule?: readonly string[];
  readonly json?: boolean;
};

const LIMIT = 50;
/** The windows of all frames, or the 1 000 most traded markets. */
const PAGES = 10;

/** Opens what lists markets; called only when the command runs. */
type OpenLister = (options: MarketsOptions) => MarketLister | Promise<MarketLister>;

export function marketsCommand(open: OpenLister): CommandModule {
  return { configure: (command) => configureMarkets(command, open) };
}

function configureMarkets(command: Command, open: OpenLister): void {
  command
    .argument('[words...]', 'only markets with these words in slug or question')
    .option('--data <archive>', 'of what `markets scan` has brought there, decided ones included')
    .option('--category <names>', 'only these categories, e.g. crypto,sports', gathers)
    .option('--asset <names>', 'only up/down markets on these assets, e.g. btc,eth', gathers)
    .option('--frame <names>', listOf(UP_DOWN_FRAMES), gathersFrom(UP_DOWN_FRAMES))
    .option('--state <names>', listOf(LIFE_STATES), gathersFrom(LIFE_STATES))
    .option('--closes-from <time>', 'only markets that close from then on', reads(parseTime))
    .option('--closes-before <time>', 'only markets that close before', reads(parseTime))
    .option('--min-volume <usd>', 'traded at least so much in 24 hours', reads(parseUsd))
    .option('--min-liquidity <usd>', 'at least so much liquidity', reads(parseUsd))
    .option('--max-spread <price>', 'spread at most so wide, e.g. 0.02', reads(parsePrice))
    .option('--sort <by>', listOf(MARKET_SORTINGS), chosenFrom(MARKET_SORTINGS), 'volume' as const)
    .option('--limit <n>', 'at most so many markets', reads(wholeNumber(1)), LIMIT)
    .option('--pages <n>', 'read at most so many pages of 100', reads(wholeNumber(1)), PAGES)
    .option('--rank', 'what quoting each is worth a day, the best first, and what bars it')
    .option('--rule <name=value>', 'with --rank: another rule, e.g. leastDays=0', gathers)
    .option('--json', 'the list as JSON');
  addCommonOptions(
    command,
    'markets --asset btc --frame 5m,15m --sort closes',
    'markets election',
    'markets --data archive --category sports --state resolved',
    'markets --rank --rule leastDays=0,leastSpread=0.01',
  );
  command.action(async (words: readonly string[], options: MarketsOptions) => {
    const { runMarkets } = await import('./markets-run.ts');
    await runMarkets(await open(options), words, options);
  });
}

function listOf(names: readonly string[]): string {
  return names.join(', ');
}
