import type { Timestamp } from '../../../domain/units.ts';
import { day, duration, plural } from '../../format.ts';
import type { MarketCoverage } from '../../run-record.ts';
import { intoLanes, type Stretch } from '../lanes.ts';
import { html, type Markup, NOTHING } from '../markup.ts';
import { percentOf } from '../scale.ts';
import { label, plot, rect } from '../svg.ts';

export type CoveredMarket = {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly coverage: MarketCoverage;
};

/** A strip of the map: one day, or the whole period when there are many days. */
type Strip = { readonly label: string; readonly from: number; readonly to: number };

const HOUR = 3_600_000_000;
const DAY = 24 * HOUR;
const MOST_DAYS = 14;
const MOST_LANES = 12;
const LANE = 10;

/** Time runs to the right, each UTC day is a strip, and markets at one time lie in lanes. */
export function coverageMap(markets: readonly CoveredMarket[]): Markup {
  const strips = stripsOf(markets);
  const hours = strips.length > 1 || strips[0]?.label.length === 10;
  return html`<div class="coverage" role="img" aria-label="Coverage by market and time">
${strips.map((strip) => renderStrip(strip, markets))}
${hours ? hourAxis(strips[0]) : NOTHING}
</div>`;
}

function stripsOf(markets: readonly CoveredMarket[]): Strip[] {
  const first = Math.min(...markets.map((market) => market.from));
  const last = Math.max(...markets.map((market) => market.to));
  const days = [
    ...new Set(
      markets.flatMap(({ from, to }) => {
        const start = Math.floor(from / DAY);
        const length = Math.min(
          MOST_DAYS + 1,
          Math.floor(Math.max(from, to - 1) / DAY) - start + 1,
        );
        return Array.from({ length }, (_, i) => start + i);
      }),
    ),
  ].sort((a, b) => a - b);
  if (days.length > MOST_DAYS) {
    return [{ label: `${day(first as Timestamp)} …`, from: first, to: last }];
  }
  // The part of the day that any market covers, in whole hours: the same for each strip.
  const cut = days.flatMap((d) =>
    markets
      .filter((market) => market.from < (d + 1) * DAY && market.to > d * DAY)
      .map(({ from, to }) => [Math.max(0, from - d * DAY), Math.min(DAY, to - d * DAY)] as const),
  );
  const opens = Math.floor(Math.min(...cut.map(([from]) => from)) / HOUR) * HOUR;
  const closes = Math.ceil(Math.max(...cut.map(([, to]) => to)) / HOUR) * HOUR;
  return days.map((d) => ({
    label: day((d * DAY) as Timestamp),
    from: d * DAY + opens,
    to: d * DAY + closes,
  }));
}

function renderStrip(strip: Strip, markets: readonly CoveredMarket[]): Markup {
  const inside = markets
    .filter((market) => market.from < strip.to && market.to > strip.from)
    .map((item): Stretch<CoveredMarket> => ({ from: item.from, to: item.to, item }));
  const lanes = intoLanes(inside);
  const drawn = lanes.slice(0, MOST_LANES);
  const hidden = lanes.slice(MOST_LANES).reduce((sum, lane) => sum + lane.length, 0);
  const x = (at: number) => percentOf(at, strip.from, strip.to);
  const wide = (from: number, to: number) =>
    percentOf(Math.min(to, strip.to) - Math.max(from, strip.from), 0, strip.to - strip.from);
  const rects = drawn.flatMap((lane, depth) =>
    lane.map(({ item }) => {
      const place = (from: number, to: number) => ({
        x: x(from),
        y: depth * LANE + 1,
        width: wide(from, to),
        height: LANE - 2,
      });
      const holes = item.coverage.gaps.map((gap) => rect(place(gap.from, gap.to), 'hole'));
      const whole = rect(place(item.from, item.to), classOf(item.coverage));
      return html`<g><title>${titleOf(item)}</title>${whole}${holes}</g>`;
    }),
  );
  const strips = row(strip.label, plot(drawn.length * LANE + 2, rects));
  if (hidden === 0) return strips;
  const more = `${plural(hidden, 'more market')} at the same time, not drawn.`;
  return html`${strips}<p class="note">${more}</p>`;
}

function row(day: string, drawing: Markup): Markup {
  return html`<div class="strip"><span class="day">${day}</span>${drawing}</div>
`;
}

function hourAxis(strip: Strip | undefined): Markup {
  if (strip === undefined) return NOTHING;
  const hours = (strip.to - strip.from) / HOUR;
  const every = [1, 2, 3, 4, 6].find((step) => hours / step <= 8) ?? 6;
  const start = (strip.from % DAY) / HOUR;
  const offsets = Array.from({ length: Math.floor(hours / every) + 1 }, (_, i) => i * every);
  const labels = offsets.map((offset) => {
    const anchor = offset === 0 ? 'start' : offset === hours ? 'end' : 'mid';
    const hour = `${String(start + offset).padStart(2, '0')}:00`;
    return label(percentOf(offset, 0, hours), 14, anchor, hour);
  });
  return row('', plot(20, labels));
}

function classOf(coverage: MarketCoverage): string {
  if (coverage.rows === 0) return 'none';
  return coverage.complete ? 'whole' : 'cut';
}

function titleOf({ name, coverage }: CoveredMarket): string {
  if (coverage.rows === 0) return `${name}: no rows`;
  const gaps = coverage.gaps.reduce((sum, gap) => sum + gap.to - gap.from, 0);
  const state = coverage.complete ? 'complete' : 'incomplete';
  return `${name}: ${state}, ${plural(coverage.rows, 'row')}, gaps ${duration(gaps)}`;
}
