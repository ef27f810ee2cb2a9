import { SCALE } from '../../../domain/units.ts';
import { plural, signedDollars } from '../../format.ts';
import { marketName } from '../../names.ts';
import type { Report } from '../../report.ts';
import { type Bar, renderBars } from '../bars.ts';
import type { Markup } from '../markup.ts';
import { empty, section } from '../table.ts';

/** More bars than this are thinner than a pixel: then each bar is the mean of neighbors. */
const MOST_BARS = 240;

export function marketSection(report: Report): Markup {
  const sorted = [...report.byMarket].sort((a, b) => b.net - a.net || a.market - b.market);
  const bars = sorted.map(({ market, net, trades }) => ({
    value: net / SCALE,
    title:
      `${marketName(report.record, market)}: ${signedDollars(net)} dollars in ` +
      plural(trades, 'trade'),
    label: '',
  }));
  const gains = sorted.filter(({ net }) => net > 0).length;
  const losses = sorted.filter(({ net }) => net < 0).length;
  const merged = mergeBars(bars);
  const each = merged.length === bars.length ? 'One bar a market' : 'Bars average neighbors';
  return section(
    'markets',
    'P&L by market',
    `Net dollars, sorted. ${each}: ${plural(gains, 'market')} gained, ${losses} lost.`,
    bars.length === 0
      ? empty('No trade was counted.')
      : renderBars(merged, merged.length > 60 ? 0.05 : 0.25, 'Net P&L by market, sorted'),
  );
}

function mergeBars(bars: readonly Bar[]): readonly Bar[] {
  if (bars.length <= MOST_BARS) return bars;
  return Array.from({ length: MOST_BARS }, (_, i) => {
    const from = Math.floor((i * bars.length) / MOST_BARS);
    const members = bars.slice(from, Math.floor(((i + 1) * bars.length) / MOST_BARS));
    const value = members.reduce((sum, bar) => sum + bar.value, 0) / members.length;
    return {
      value,
      title:
        `Markets ${from + 1} to ${from + members.length}: ` +
        `${value.toFixed(2)} dollars on average`,
      label: '',
    };
  });
}
