import { SCALE } from '../../../domain/units.ts';
import { plural, signedDollars } from '../../format.ts';
import type { Report } from '../../report.ts';
import { renderBars } from '../bars.ts';
import type { Markup } from '../markup.ts';
import { empty, section } from '../table.ts';

export function hourSection({ byHour, whole }: Report): Markup {
  const bars = byHour.map(({ trades, net }, hour) => ({
    value: net / SCALE,
    title: `${hour}:00 to ${hour}:59: ${signedDollars(net)} dollars, ${plural(trades, 'trade')}`,
    label: hour % 3 === 0 ? String(hour) : '',
  }));
  return section(
    'hours',
    'P&L by hour of day',
    'Net dollars by the hour (UTC) in which the trade was opened.',
    whole.profit.trades === 0
      ? empty('No trade was counted.')
      : renderBars(bars, 0.25, 'Net P&L by UTC hour of entry'),
  );
}
