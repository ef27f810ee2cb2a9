import type { FeeSchedule } from '../domain/fee.ts';
import type { Sourced } from '../domain/market.ts';
import type { MarketFacts } from '../domain/market-facts.ts';
import { formatDecimal, type Shares } from '../domain/units.ts';
import { plural } from '../report/format.ts';
import type { Assumption } from '../report/run-record.ts';
import type { MarketRules } from './ruled-universe.ts';

/** How to speak of a fact that every market has, whether or not anybody knows it. */
type Wording<T> = {
  /** Codes of an assumption: given to the run, told by a source, told by nobody. */
  readonly codes: readonly [given: string, told: string, unknown: string];
  readonly given: (value: T) => string;
  readonly told: (value: T, source: string) => string;
  /** `markets` is e.g. "3 markets". */
  readonly unknown: (markets: string) => string;
};

/** What a run charges, how long it holds takers back and what it lets rest, and by whose word. */
export function factsTold(
  markets: readonly { readonly facts: MarketFacts }[],
  { fee, takerDelayMs, minimumSize }: MarketRules,
): Assumption[] {
  const facts = markets.map((market) => market.facts);
  return [
    ...sayHow(
      FEE,
      fee,
      facts.map((market) => market.fee),
    ),
    ...sayHow(
      TAKER_DELAY,
      takerDelayMs,
      facts.map((market) => market.takerDelayMs),
    ),
    ...sayHow(
      MINIMUM_SIZE,
      minimumSize,
      facts.map((market) => market.minimumSize),
    ),
  ];
}

const FEE: Wording<FeeSchedule> = {
  codes: ['fee_override', 'fee_schedule', 'fee_unknown'],
  given: () => 'All markets are charged the fee given to this run.',
  told: (_fee, source) => `Fees by: ${source}.`,
  unknown: (markets) =>
    `The fee of ${markets} is not known, so no order is let through there. To see them with a ` +
    'fee of your choice, run again with --fee, e.g. --fee 0.07.',
};

const TAKER_DELAY: Wording<number> = {
  codes: ['taker_delay_override', 'taker_delay', 'taker_delay_unknown'],
  given: (delay) => `The taker delay given to this run holds in all markets: ${delay} ms.`,
  told: (delay, source) => `Marketable orders are held back ${delay} ms by: ${source}.`,
  unknown: (markets) =>
    `The taker delay of ${markets} is not known, so only post-only orders are let through ` +
    'there. To see them with a delay of your choice, run again with --taker-delay, e.g. ' +
    '--taker-delay 250.',
};

const MINIMUM_SIZE: Wording<Shares> = {
  codes: ['minimum_size_override', 'minimum_size', 'minimum_size_unknown'],
  given: (least) =>
    `The minimum size given to this run holds in all markets: ${formatDecimal(least)} shares.`,
  told: (least, source) =>
    `Orders that rest are of ${formatDecimal(least)} shares or more by: ${source}.`,
  unknown: (markets) =>
    `The minimum size of ${markets} is not known, so no order may rest there. To see them with ` +
    'one of your choice, run again with --minimum-size, e.g. --minimum-size 5.',
};

function sayHow<T>(
  { codes: [givenCode, toldCode, unknownCode], ...say }: Wording<T>,
  given: T | undefined,
  told: readonly (Sourced<T> | undefined)[],
): Assumption[] {
  if (given !== undefined) return [{ code: givenCode, text: say.given(given) }];
  const known = told.flatMap((fact) => fact ?? []);
  const texts = new Set(known.map(({ value, source }) => say.told(value, source)));
  const found = [...texts].map((text) => ({ code: toldCode, text }));
  const unknown = told.length - known.length;
  if (unknown === 0) return found;
  return [...found, { code: unknownCode, text: say.unknown(plural(unknown, 'market')) }];
}
