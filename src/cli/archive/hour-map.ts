import type { Timestamp } from '../../domain/units.ts';
import { count, day, plural } from '../../report/format.ts';
import type { Manifest } from '../../runtime/archive.ts';

const MICROS_PER_HOUR = 3_600_000_000;
const SHADES = '▁▂▃▄▅▆▇█';
const EMPTY = '·';

/** One line a day, one sign an hour: nothing, or from few to many rows on one scale. */
export function hourMap(hours: Manifest['hours']): string[] {
  const filled = hours.filter(({ rows }) => rows > 0);
  if (filled.length === 0) return ['  no rows'];
  const most = Math.max(...filled.map(({ rows }) => rows));
  const days = Map.groupBy(filled, ({ hour }) => day(hour as Timestamp));
  const lines = [...days].map(([date, entries]) => {
    const signs = Array.from({ length: 24 }, () => EMPTY);
    for (const { hour, rows } of entries) signs[hourOfDay(hour)] = shade(rows / most);
    const rows = entries.reduce((sum, entry) => sum + entry.rows, 0);
    return `  ${date}  ${signs.join('')}  ${count(rows)}`;
  });
  const ruler = `  ${' '.repeat(12)}0     6     12    18`;
  return [
    ruler,
    ...lines,
    `  ${SHADES.at(-1)} is ${plural(most, 'row')} in the hour, ${EMPTY} is none`,
  ];
}

/** By the square root, so that thin hours do not look empty. */
function shade(share: number): string {
  return SHADES[Math.min(SHADES.length - 1, Math.floor(Math.sqrt(share) * SHADES.length))] ?? EMPTY;
}

function hourOfDay(micros: number): number {
  return Math.floor(micros / MICROS_PER_HOUR) % 24;
}
