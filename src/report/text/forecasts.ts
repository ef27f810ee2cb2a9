import { decimal, interval, plural, signedDecimal } from '../format.ts';
import type { Report } from '../report.ts';
import type { ForecastSkill } from '../statistics/forecast-skill.ts';
import { facts, LABELS, plain } from './table.ts';

/** What models said beside the market's own midpoint; nothing where none spoke. */
export function forecastLines({ forecasts }: Pick<Report, 'forecasts'>): string[] {
  if (forecasts === undefined) return [];
  const rows = forecasts.models.map(({ name, skill }) => [plain(name), skillText(skill)] as const);
  return ['Forecasts: Brier scores, lower is better', ...facts(rows, LABELS + 6)];
}

function skillText({ forecasts, windows, model, mid, brier }: ForecastSkill): string {
  const { mean, interval: range } = brier;
  const difference = signedDecimal(mean, 4);
  return (
    `${decimal(model.score.brier, 4)}, midpoint ${decimal(mid.score.brier, 4)}, difference ` +
    `${difference} ${interval(range, (end) => signedDecimal(end, 4))}, ` +
    `${plural(forecasts, 'forecast')} in ${plural(windows, 'window')}`
  );
}
