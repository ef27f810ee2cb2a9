import type { Command } from 'commander';
import { parseShares, SCALE, type Shares } from '../../domain/units.ts';
import type { MarketRules } from '../../runtime/ruled-universe.ts';
import { CommandFailure, EXIT } from '../failure.ts';
import { reads } from './argument.ts';
import { DEFAULT_REBATE_PPM, type FeeOverride, parseFee, parseShare } from './fee.ts';
import { marketOr } from './market-or.ts';
import { wholeNumber } from './whole-number.ts';

export type RuleOptions = {
  readonly fee?: FeeOverride;
  readonly rebate?: number;
  readonly takerDelay?: number | 'market';
  readonly minimumSize?: Shares | 'market';
};

/** What stands in for what markets say of themselves. */
export function addRuleOptions(command: Command): Command {
  return command
    .option(
      '--fee <rate>',
      'market, none, a rate like 0.07, or 0.25^2 (default: market)',
      reads(parseFee),
    )
    .option(
      '--rebate <share>',
      `makers' part of the fee that --fee sets (default: ${DEFAULT_REBATE_PPM / SCALE})`,
      reads(parseShare),
    )
    .option(
      '--taker-delay <ms>',
      'hold marketable orders back so long, or market: as each market says (default: market)',
      reads(marketOr(wholeNumber(0))),
    )
    .option(
      '--minimum-size <shares>',
      'smallest order that may rest, or market: as each market says (default: market)',
      reads(marketOr(parseShares)),
    );
}

/** What the command line asks for, then what the configuration says. */
export function rulesOf(
  options: RuleOptions,
  configured: { readonly [K in keyof MarketRules]: MarketRules[K] | undefined },
): MarketRules {
  return {
    fee: feeOf(options, configured.fee),
    takerDelayMs: given(options.takerDelay, configured.takerDelayMs),
    minimumSize: given(options.minimumSize, configured.minimumSize),
  };
}

/** What stands in for what each market says; undefined where nothing does. */
function given<T>(asked: T | 'market' | undefined, configured: T | undefined): T | undefined {
  return asked === 'market' ? undefined : (asked ?? configured);
}

function feeOf({ fee, rebate }: RuleOptions, configured: MarketRules['fee']): MarketRules['fee'] {
  if (fee === undefined) {
    if (rebate === undefined) return configured;
    const what = '--rebate says nothing without --fee: every market brings its own rebate';
    throw new CommandFailure(EXIT.usage, what, 'Give --fee <rate> too, or leave --rebate out.');
  }
  if (fee === 'market') return undefined;
  return { ...fee, makerRebatePpm: rebate ?? DEFAULT_REBATE_PPM };
}
