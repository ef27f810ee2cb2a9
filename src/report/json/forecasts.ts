import type { CalibrationBin } from '../../domain/calibration-bins.ts';
import type { Difference, ForecastSkill } from '../statistics/forecast-skill.ts';
import { intervalJson, rounded } from './decimal.ts';
import type { ForecastSkillJson, ReliabilityJson, ScoreJson } from './schema.ts';

export function skillJson(skill: ForecastSkill): ForecastSkillJson {
  const { forecasts, withoutMid, windows, model, mid, brier, logLoss } = skill;
  return {
    forecasts,
    withoutMid,
    windows,
    brier: scoreJson(model.score.brier, mid.score.brier, brier),
    logLoss: scoreJson(model.score.logLoss, mid.score.logLoss, logLoss),
    reliability: { model: model.bins.map(binJson), mid: mid.bins.map(binJson) },
  };
}

function scoreJson(model: number, mid: number, { mean, interval }: Difference): ScoreJson {
  return {
    model: rounded(model),
    mid: rounded(mid),
    difference: rounded(mean),
    interval: intervalJson(interval),
  };
}

function binJson({ from, to, count, hits, forecast, observed }: CalibrationBin): ReliabilityJson {
  return {
    from: rounded(from),
    to: rounded(to),
    count,
    hits,
    forecast: rounded(forecast),
    observed: rounded(observed),
  };
}
