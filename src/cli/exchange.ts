import type { Command } from 'commander';
import { parseUsd, type Usd } from '../domain/units.ts';
import {
  EXCHANGE_ASSETS,
  EXCHANGE_FRAMES,
  type ExchangeFrame,
} from '../runtime/exchange/exchange-choice.ts';
import { reads } from './options/argument.ts';
import { gathersFrom } from './options/choice.ts';
import { addCommonOptions } from './options/common-options.ts';
import { addMetricsOption, type MetricsOptions } from './options/metrics-option.ts';
import {
  addRecordedExchangeOptions,
  type RecordedExchangeOptions,
} from './options/recorded-exchange-options.ts';
import { wholeNumber, YEAR } from './options/whole-number.ts';

export type ExchangeOptions = RecordedExchangeOptions &
  MetricsOptions & {
    readonly port?: number;
    readonly gammaPort?: number;
    readonly dataPort?: number;
    readonly asset?: readonly string[];
    readonly frame?: readonly ExchangeFrame[];
    readonly seed?: number;
    readonly cash?: Usd;
    readonly speed?: number;
    readonly trades?: number;
    /** False: nobody is limited. */
    readonly limits: boolean;
    readonly for?: number;
    readonly json?: boolean;
  };

const TRADES_MOST = 600;
const SPEED_MOST = 1_000;

export function configure(command: Command): void {
  command
    .optionsGroup('Options:')
    .option(
      '--port <n>',
      'on 127.0.0.1; 0: any that is free (default: 8430)',
      reads(wholeNumber(0, 65_535)),
    )
    .option(
      '--gamma-port <n>',
      'the catalogue also at the root of this one, for clients that know hosts, not paths',
      reads(wholeNumber(0, 65_535)),
    )
    .option('--data-port <n>', 'the same for the data service', reads(wholeNumber(0, 65_535)))
    .option(
      '--asset <names>',
      `of ${EXCHANGE_ASSETS.join(', ')} (default: btc,eth)`,
      gathersFrom(EXCHANGE_ASSETS),
    )
    .option(
      '--frame <names>',
      `windows of ${EXCHANGE_FRAMES.join(', ')} (default: 5m,15m)`,
      gathersFrom(EXCHANGE_FRAMES),
    )
    .option('--seed <n>', 'another seed, another world (default: 1)', reads(wholeNumber(0)))
    .option(
      '--cash <dollars>',
      'what every new wallet begins with (default: 1000)',
      reads(parseUsd),
    )
    .option(
      '--speed <n>',
      'its clock runs so many times as fast (default: 1)',
      reads(wholeNumber(1, SPEED_MOST)),
    )
    .option(
      '--trades <n>',
      'trades a minute in each market by those who live there, about; 0: nobody (default: 4)',
      reads(wholeNumber(0, TRADES_MOST)),
    )
    .option('--no-limits', 'take any number of orders a second')
    .option('--for <seconds>', 'stop after so long', reads(wholeNumber(1, YEAR.seconds)))
    .option('--json', 'a line of JSON each few seconds');
  addMetricsOption(command);
  addRecordedExchangeOptions(command);
  addCommonOptions(
    command,
    'exchange',
    'exchange --asset btc --frame 5m --speed 10 --port 0',
    "exchange --data archive --market 'btc-updown-5m-*' --speed 10",
  );
  command.action(async (options: ExchangeOptions) => {
    const { runExchange } = await import('./exchange-run.ts');
    await runExchange(options);
  });
}
