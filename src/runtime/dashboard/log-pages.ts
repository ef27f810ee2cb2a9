import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { ok, type Result } from '../../domain/result.ts';
import type { LogChoice, Page } from '../../server/dashboard/dashboard-sources.ts';
import type { LogLine } from '../../server/dashboard/history.ts';
import { DailyLog } from '../../store/log/daily-log.ts';
import { placedLinesBackward } from '../../store/log/lines-backward.ts';
import { placeOf, placeText } from './page-place.ts';

/** Of lines that do not fit no more is looked through for one page; the next one goes on there. */
const LOOKED_CHARS_MOST = 16_000_000;

const LEVELS = ['info', 'warning', 'error'];

/** A page of the daily log, the newest line first. Refuses `bad_question`. */
export function logPage(root: string, choice: LogChoice): Result<Page<LogLine>> {
  const place = placeOf(choice.before, ['string', 'number']);
  if (!place.ok) return place;
  const [name, before] = (place.value ?? []) as [string?, number?];
  const files = new DailyLog(join(root, 'log')).files().toReversed();
  // A file that was put away meanwhile is gone on from all the same.
  const left = files.filter((path) => name === undefined || basename(path) <= name);
  const fits = filterOf(choice);
  const rows: LogLine[] = [];
  let looked = 0;
  for (const path of left.filter((one) => existsSync(one))) {
    const from = basename(path) === name ? before : undefined;
    for (const { text, at } of placedLinesBackward(path, from)) {
      looked += text.length;
      const line = fits(text);
      if (line !== undefined) rows.push(line);
      if (rows.length >= choice.most || looked > LOOKED_CHARS_MOST) {
        return ok({ rows, next: placeText([basename(path), at]) });
      }
    }
  }
  return ok({ rows, next: null });
}

/** Gives the line where it fits; undefined: it does not, or a crash has cut it off. */
function filterOf(choice: LogChoice): (text: string) => LogLine | undefined {
  const { level = 'info', category, strategy, market } = choice;
  const least = LEVELS.indexOf(level);
  const wanted = choice.text?.toLowerCase();
  return (text) => {
    if (wanted !== undefined && !text.toLowerCase().includes(wanted)) return undefined;
    const line = lineOf(text);
    if (line === undefined || LEVELS.indexOf(line.level) < least) return undefined;
    if (category !== undefined && line.category !== category) return undefined;
    if (strategy !== undefined && line.strategy !== strategy) return undefined;
    return market === undefined || line.market === market ? line : undefined;
  };
}

function lineOf(text: string): LogLine | undefined {
  try {
    return JSON.parse(text) as LogLine;
  } catch {
    return undefined;
  }
}
