import { MICROS_PER_SECOND } from '../domain/units.ts';
import {
  count,
  dateTime,
  decimal,
  duration,
  interval,
  percent,
  plural,
  ratio,
  signedDollars,
  signedPercent,
  timeOfDay,
} from '../report/format.ts';
import { words } from '../report/names.ts';
import type { LastRun } from '../runtime/activity/last-run.ts';
import type { Silence, ToldActivity } from '../runtime/activity/told-activity.ts';
import { numbersInWords } from './decision-words.ts';
import { equityInWords } from './equity-words.ts';
import { plain } from './output/plain.ts';

type Strategy = ToldActivity['strategies'][number];
type Reason = Strategy['reasons'][number];
type Forecasts = Strategy['forecasts'][number];

/** What was covered, and of each strategy what it did and why it did not trade: a line each. */
export function activityInLines({ coverage, strategies }: ToldActivity): string[] {
  const covered = coverage.map(({ asset, frame, seen, traded, labeled }) => {
    const kind = asset === undefined ? 'other markets' : `${asset} ${frame}`;
    return `${kind}: ${count(seen)} seen, ${count(traded)} traded, ${count(labeled)} decided`;
  });
  const lines = strategies.flatMap((strategy) => [
    strategyInLine(strategy),
    ...strategy.models.map((model) => `  has learned: ${model}`),
    ...strategy.forecasts.map((forecasts) => `  ${forecastsInLine(forecasts)}`),
    ...strategy.reasons.map((reason) => `  ${reasonInLine(reason)}`),
    ...strategy.silences.map((silence) => `  ${silenceInLine(silence)}`),
  ]);
  return [...covered, ...lines].map(plain);
}

/** A run that is over, in a line. */
export function lastRunInLine(run: LastRun): string {
  const { name, mode, provenance, startedAt, endedAt, isEnded, fault, lastEquity } = run;
  const badge = provenance === 'simulated' ? 'SIMULATED, ' : '';
  const end = isEnded ? `ended ${dateTime(endedAt)}` : `LAST HEARD OF ${dateTime(endedAt)}`;
  const broke = fault === undefined ? '' : `, BROKEN: ${fault}`;
  const worth = equityInWords({ equity: undefined, lastEquity });
  const when = `began ${dateTime(startedAt)}, ${end} UTC`;
  return plain(`${name} (${badge}${mode}, over): ${when}${broke}; ${worth}`);
}

function strategyInLine(strategy: Strategy): string {
  const { name, decisions, orders, denied, skipped, fills, traded, settled, won } = strategy;
  const did = `${plural(orders, 'order')}, ${count(denied)} denied, ${count(skipped)} skipped`;
  const made = `${plural(fills, 'fill')} in ${plural(traded, 'market')}`;
  const { winRate, winRateInterval, net, roi } = strategy;
  const rate = `${percent(winRate)} % ${interval(winRateInterval, percent)}`;
  const result =
    settled === 0
      ? 'none decided yet'
      : `${count(settled)} decided, ${count(won)} won (${rate}), ` +
        `${signedDollars(net)} dollars, ROI ${signedPercent(roi)} %`;
  return `${name}: ${plural(decisions, 'decision')} (${did}), ${made}; ${result}`;
}

function forecastsInLine(told: Forecasts): string {
  const { model, said, decided, brier, marketBrier, compared, agreed } = told;
  const share = (part: number) => `${percent(ratio(part, compared))} %`;
  const head = `${model}: ${plural(said, 'forecast')}, ${count(decided)} of decided markets`;
  if (decided === 0) return head;
  const score = `Brier ${decimal(brier, 4)}, the market's own price ${decimal(marketBrier, 4)}`;
  if (compared === 0) return `${head}; ${score}`;
  const right = `right ${share(told.modelRight)}, the market ${share(told.marketRight)}`;
  const bins = told.calibration.map(({ forecast, observed, count: of }) => {
    return `${decimal(forecast, 2)} came ${decimal(observed, 2)} (${count(of)})`;
  });
  const calibrated = `calibration: ${bins.join(', ')}`;
  return `${head}; ${score}; agrees with it ${share(agreed)}, ${right}; ${calibrated}`;
}

function reasonInLine({ kind, code, count: times, latest }: Reason): string {
  const { at, market, message, numbers } = latest;
  const head = kind === 'skipped' ? words(code) : `${kind.toUpperCase()} ${words(code)}`;
  const said = message === undefined ? '' : `: ${message}`;
  const last = `last ${timeOfDay(at)} in ${market}${said}${numbersInWords(numbers)}`;
  return `${head}: ${plural(times, 'time')}, ${last}`;
}

/** Nothing was decided there, and why. */
function silenceInLine({ code, markets, nearest }: Silence): string {
  const { market, numbers } = nearest;
  const { secondsUntilOpen, secondsUntilWindow } = numbers;
  const until = secondsUntilOpen ?? secondsUntilWindow;
  const when = until === undefined ? '' : ` in ${duration(until * MICROS_PER_SECOND)}`;
  const what =
    SILENT[code]?.(when) ?? `has not decided; it thinks now: ${words(code)}${whenIn(when)}`;
  const numbered = SILENT[code] === undefined ? numbersInWords(numbers) : '';
  return `${plural(markets, 'market')} (${market}): ${what}${numbered}`;
}

function whenIn(when: string): string {
  return when === '' ? '' : `; its window${when}`;
}

const SILENT: Readonly<Record<string, (when: string) => string>> = {
  not_open_yet: (when) => `not open yet, opens${when}`,
  over_before_known: () => 'was over when it became known',
  held_from_before: () => 'held since an earlier run: nothing more was to be decided',
  strategy_halted: () => 'the strategy was halted',
  closed_undecided: () => 'closed, and nothing had been decided: no book came that it could use',
  open_at_end: () => 'still open when the run ended, nothing decided yet',
  nothing_said: () => 'nothing decided, and it says nothing of what it thinks',
};
