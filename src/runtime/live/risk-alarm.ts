import type { JournalEntry } from '../../domain/journal-entry.ts';
import type { Market } from '../../domain/market.ts';
import { breakInWords } from '../../domain/market-break.ts';
import type { RiskStanding } from '../../domain/risk-standing.ts';
import { formatDecimal, MICROS_PER_MS, type Timestamp } from '../../domain/units.ts';
import type { AlarmListener } from '../supervise/alarm.ts';

type Of<K extends JournalEntry['kind']> = Extract<JournalEntry, { readonly kind: K }>;

/** What a kill or its end means, and the numbers behind it. */
export function modeInWords(entry: Of<'RiskModeChanged'>): string {
  const { mode, cause, equity, highWater, drawdown, dayLoss, until } = entry;
  const lost = cause === 'day_loss' ? 'by the loss of the day' : 'by the drawdown';
  const what = {
    normal: 'back to normal',
    reduce: 'half of every limit holds',
    killed: `killed ${lost}: everything is canceled, nothing is opened, sales pass`,
    cooling: `nothing is open of what was bid or offered, nothing is opened${notBefore(until)}`,
  }[mode];
  const numbers =
    `equity ${formatDecimal(equity)}, highest ${formatDecimal(highWater)}, ` +
    `${percent(drawdown)} down, ${formatDecimal(dayLoss)} lost today`;
  return `${what} (${numbers})`;
}

export function pauseInWords(entry: Of<'MarketPaused'>, market: string): string {
  return `${market}: ${breakInWords(entry)}, nothing is bought there${untilThen(entry.until)}`;
}

/** Hears a run's entries, and tells people what is held back by what was lost. */
export function riskTeller(
  markets: () => readonly Market[],
  onAlarm: AlarmListener,
): { append(entry: JournalEntry): void } {
  return {
    append: (entry) => {
      if (entry.kind === 'RiskModeChanged') {
        onAlarm({ code: 'risk_mode', message: modeInWords(entry) });
      }
      if (entry.kind === 'MarketPaused') {
        const market = markets()[entry.market]?.slug ?? `market ${entry.market}`;
        onAlarm({ code: 'market_paused', message: pauseInWords(entry, market) });
      }
    },
  };
}

/** Says what a run begins with: nobody has cleared it. */
export function tellStopped(standing: RiskStanding | undefined, onAlarm: AlarmListener): void {
  if (standing === undefined || standing.mode === 'normal') return;
  const { mode, until } = standing;
  const message =
    mode === 'reduce'
      ? 'half of every limit holds since an earlier run'
      : `killed by an earlier run, nothing is opened${notBefore(until)}: ` +
        '--resume-after-kill when you know why';
  onAlarm({ code: 'risk_mode', message });
}

function notBefore(until: Timestamp | undefined): string {
  return until === undefined ? '' : ` before ${isoOf(until)}`;
}

function untilThen(until: Timestamp): string {
  return ` until ${isoOf(until)}`;
}

function isoOf(at: Timestamp): string {
  return new Date(at / MICROS_PER_MS).toISOString();
}

/** Of millionths. */
function percent(part: number): string {
  return `${(part / 10_000).toFixed(2)} %`;
}
