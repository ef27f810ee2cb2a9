import { MICROS_PER_SECOND, type Timestamp } from '../../domain/units.ts';
import type { Alert } from '../../ports/notifier.ts';
import { dateTime, duration, plural } from '../../report/format.ts';
import { cleanLines, fits, type Message, messageOf, type Piece } from './message.ts';

/** Of an alert, characters. */
const LINE_MOST = 300;
/** What is older than that when it is told says when it happened. */
const LATE = 60 * MICROS_PER_SECOND;

const SIGNS = { info: 'ℹ️', warning: '⚠️', critical: '🛑' } as const;

/** As many alerts as fit into one message, in order; the first is cut where it is too long. */
export function alertMessage(
  alerts: readonly Alert[],
  now: Timestamp,
): { readonly message: Message; readonly told: number } {
  const pieces: Piece[] = [];
  let told = 0;
  for (const alert of alerts) {
    const more = [...(told === 0 ? [] : [GAP]), ...piecesOf(alert, now)];
    if (told > 0 && !fits([...pieces, ...more])) break;
    pieces.push(...more);
    told++;
  }
  return { message: messageOf(pieces), told };
}

const GAP: Piece = { text: '\n\n' };

function piecesOf(alert: Alert, now: Timestamp): readonly Piece[] {
  const { kind, level, desk, isSimulated, at, count, text } = alert;
  const badge = isSimulated ? ', SIMULATED' : '';
  const late = now - at > LATE ? `\n${dateTime(at)} UTC, ${duration(now - at)} ago` : '';
  const again = count > 1 ? `\n${plural(count, 'time')} since it was told` : '';
  return [
    { text: `${SIGNS[level]} ` },
    { text: kind.toUpperCase(), style: 'bold' },
    { text: ` ${cleanLines(desk, LINE_MOST)}${badge}${late}${again}\n` },
    { text: cleanLines(text, LINE_MOST), style: 'code' },
  ];
}
