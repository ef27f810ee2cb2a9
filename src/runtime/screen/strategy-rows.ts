import type { StrategyIndex } from '../../domain/ids.ts';
import type { Engine } from '../../engine/engine.ts';
import type { StrategyHealth } from '../../engine/supervisor.ts';
import type { StrategyRow, Table } from '../../screen/desk-document.ts';
import type { StrategySummary } from '../activity/told-activity.ts';
import type { WatchedDesk } from './watched-desk.ts';

type Watched = Pick<WatchedDesk, 'activity' | 'choices'> & {
  readonly engine: Pick<Engine, 'state' | 'supervisor' | 'memoryFactsOf'>;
};

/** To be made now and then: it sums over all markets of the run. */
export function strategyRows({ engine, activity, choices }: Watched): Table<StrategyRow> {
  const rows: Record<string, StrategyRow> = {};
  const summaries = activity.summary();
  for (const [i, { name, parameters }] of choices.entries()) {
    const index = i as StrategyIndex;
    const health = engine.supervisor.healthOf(index);
    const sleeve = engine.state.sleeve(index);
    rows[name] = {
      state: stateOf(health, engine.state.paused[index] === true),
      failures: health.failures,
      lastError: health.message ?? null,
      restartAt: health.restartAt ?? null,
      parameters,
      part: engine.state.parts[index] as number,
      realized: sleeve.realized,
      today: sleeve.tally.madeToday(engine.state.now, sleeve.realized),
      outlay: sleeve.outlay,
      exposure: sleeve.exposure,
      weights: weightsOf(engine, index),
      ...countsOf(summaries[i]),
    };
  }
  return rows;
}

/** One that fails to say what it has learned must not keep anybody from looking. */
function weightsOf(engine: Watched['engine'], index: StrategyIndex): StrategyRow['weights'] {
  try {
    return engine.memoryFactsOf(index)?.weights ?? null;
  } catch {
    return null;
  }
}

function stateOf({ state }: StrategyHealth, isPaused: boolean): StrategyRow['state'] {
  if (state === 'given_up') return 'given_up';
  if (state === 'backing_off') return 'halted';
  return isPaused ? 'paused' : 'running';
}

function countsOf(summary: StrategySummary | undefined) {
  return {
    orders: summary?.orders ?? 0,
    denied: summary?.denied ?? 0,
    skipped: summary?.skipped ?? 0,
    fills: summary?.fills ?? 0,
    markets: summary?.traded ?? 0,
    settled: summary?.settled ?? 0,
    won: summary?.won ?? 0,
    models: summary?.models ?? [],
    forecasts: (summary?.forecasts ?? []).map((told) => ({
      model: told.model,
      said: told.said,
      decided: told.decided,
      brier: told.brier ?? null,
      marketBrier: told.marketBrier ?? null,
      tenths: told.calibration.map(({ from, count, forecast, observed }) => {
        return { from, count, forecast, observed };
      }),
    })),
  };
}
