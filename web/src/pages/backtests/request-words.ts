import type { BacktestRequest, BacktestState } from '../../../../src/screen/backtest-job.ts';
import type { Tone } from '../../parts/layout.tsx';

/** On what data, in a few words. */
export function dataInWords(request: BacktestRequest): string {
  const { datasets = [], markets = [], assets = [], categories = [], from, to } = request;
  const period =
    from === undefined && to === undefined
      ? []
      : [`${from === undefined ? 'begin' : day(from)} to ${to === undefined ? 'end' : day(to)}`];
  const parts = [
    datasets.length === 0 ? 'all recordings' : datasets.join(', '),
    ...markets,
    ...assets,
    ...categories,
    ...period,
    ...(request.completeOnly === true ? ['complete only'] : []),
  ];
  return parts.join(' · ');
}

/** "2026-04-13T12:00" as "2026-04-13 12:00". */
function day(text: string): string {
  return text.replace('T', ' ');
}

/** What was set, and what is varied, in a few words; empty: all as it is by itself. */
export function choicesInWords(request: BacktestRequest): string {
  const { parameters, simulation, over = {}, latencies } = request;
  const varied = Object.entries(over).map(([name, values]) => `${name} ${values.join(', ')}`);
  if (latencies !== undefined) varied.push(`latency ${latencies.join(', ')} ms`);
  const set = [...Object.entries(parameters), ...Object.entries(simulation)];
  return [...varied, ...set.map(([name, text]) => `${name} ${text}`)].join(' · ');
}

/** Each state as people say it, and how it looks. */
export const STATES: Readonly<Record<BacktestState, readonly [string, Tone]>> = {
  waiting: ['waiting', 'plain'],
  running: ['running', 'info'],
  done: ['done', 'good'],
  failed: ['failed', 'bad'],
  canceled: ['canceled', 'plain'],
  broken_off: ['broken off', 'warn'],
};

const AND = '~';

/** The place of two backtests side by side. */
export function sideBySide(one: string, other: string): string {
  return `${one}${AND}${other}`;
}

/** The two of such a place; undefined: it is that of one. */
export function twoIn(item: string): readonly [string, string] | undefined {
  const [one, other, ...more] = item.split(AND);
  if (one === undefined || other === undefined || more.length > 0) return undefined;
  return [one, other];
}
