import { type Command, Option } from 'commander';
import { ok, type Result, refuse } from '../../domain/result.ts';
import { formatDecimal, MICROS_PER_MS, parseUsd, type Usd } from '../../domain/units.ts';
import type { BacktestOptions, LatencyParts } from '../../runtime/backtest-options.ts';
import { SIMULATION_DEFAULTS } from '../../runtime/simulation-defaults.ts';
import { reads } from './argument.ts';
import { type ConstantLatency, LATENCY_SPLIT, parseLatency } from './latency.ts';
import { readLatencySample } from './latency-sample.ts';
import { parseQueueRule, QUEUE_FORMS } from './queue-rule.ts';
import { addRuleOptions, type RuleOptions, rulesOf } from './rule-options.ts';
import { wholeNumber } from './whole-number.ts';

export type SimulationOptions = RuleOptions & {
  readonly capital?: Usd;
  readonly latency?: ConstantLatency;
  readonly latencyFile?: string;
  readonly queue?: BacktestOptions['queue'];
  readonly inferFills?: BacktestOptions['inferFills'];
  readonly unknownDepth?: BacktestOptions['unknownDepth'];
  /** µs. */
  readonly chainDelay?: number;
  readonly gas?: Usd;
  readonly seed?: number;
};

/** The part of a backtest's options that these options decide. */
export type Simulation = Pick<
  BacktestOptions,
  | 'capital'
  | 'latency'
  | 'chain'
  | 'queue'
  | 'inferFills'
  | 'unknownDepth'
  | 'fee'
  | 'takerDelayMs'
  | 'minimumSize'
  | 'seed'
>;

/** What a configuration file may say of it. */
type Configured = { readonly [K in keyof Simulation]: Simulation[K] | undefined };

const { chain: CHAIN } = SIMULATION_DEFAULTS;

/** How the simulated exchange answers. */
export function addSimulationOptions(command: Command): Command {
  command
    .optionsGroup('Simulated exchange:')
    .option('--capital <usd>', 'dollars at the start (default: 1000)', reads(parseCapital))
    .option(
      '--latency <ms>',
      `${LATENCY_SPLIT}; or feed,entry,response (default: 250)`,
      reads(parseLatency),
    )
    .addOption(
      new Option(
        '--latency-file <file>',
        'draw latencies from a measured sample (JSON or CSV, ms)',
      ).conflicts('latency'),
    )
    .option(
      '--queue <rule>',
      `how cancels ahead move us up: ${QUEUE_FORMS} (default: riskAverse)`,
      reads(parseQueueRule),
    )
    .addOption(inferFillsOption())
    .addOption(unknownDepthOption())
    .option(
      '--chain-delay <ms>',
      `until a split or merge is in a block (default: ${CHAIN.delay / MICROS_PER_MS})`,
      reads(parseDelay),
    )
    .option(
      '--gas <usd>',
      `what each of them costs (default: ${formatDecimal(CHAIN.gas)})`,
      reads(parseGas),
    );
  return addRuleOptions(command).option(
    '--seed <n>',
    'the only source of chance (default: 1)',
    reads(wholeNumber(0)),
  );
}

function inferFillsOption(): Option {
  const says = 'how orders at rest fill where no trades were recorded (default: through)';
  return new Option('--infer-fills <rule>', says).choices(['off', 'through', 'depletion']);
}

function unknownDepthOption(): Option {
  const says = 'levels whose size was not recorded: take nothing, or anything (default: refuse)';
  return new Option('--unknown-depth <rule>', says).choices(['refuse', 'assume']);
}

function parseDelay(text: string): Result<number> {
  const parsed = wholeNumber(0, HOUR_MS)(text);
  return parsed.ok ? ok(parsed.value * MICROS_PER_MS) : parsed;
}

function parseGas(text: string): Result<Usd> {
  const parsed = parseUsd(text);
  if (!parsed.ok || parsed.value >= 0) return parsed;
  return refuse('negative_gas', `$${text} is below zero`);
}

function parseCapital(text: string): Result<Usd> {
  const parsed = parseUsd(text);
  if (!parsed.ok || parsed.value > 0) return parsed;
  return refuse('no_capital', `$${text} is not above zero`);
}

const HOUR_MS = 3_600_000;

/** What the command line asks for, then what the configuration says, then the defaults. */
export function simulationOf(options: SimulationOptions, configured: Configured): Simulation {
  return {
    capital: options.capital ?? configured.capital ?? SIMULATION_DEFAULTS.capital,
    latency: latencyOf(options) ?? configured.latency ?? SIMULATION_DEFAULTS.latency,
    queue: options.queue ?? configured.queue ?? SIMULATION_DEFAULTS.queue,
    inferFills: options.inferFills ?? configured.inferFills ?? SIMULATION_DEFAULTS.inferFills,
    unknownDepth:
      options.unknownDepth ?? configured.unknownDepth ?? SIMULATION_DEFAULTS.unknownDepth,
    chain: {
      delay: options.chainDelay ?? configured.chain?.delay ?? CHAIN.delay,
      gas: options.gas ?? configured.chain?.gas ?? CHAIN.gas,
    },
    ...rulesOf(options, configured),
    seed: options.seed ?? configured.seed ?? SIMULATION_DEFAULTS.seed,
  };
}

function latencyOf({ latency, latencyFile }: SimulationOptions): LatencyParts | undefined {
  return latencyFile === undefined ? latency : readLatencySample(latencyFile);
}
