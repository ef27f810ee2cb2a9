import type { MessageEntity } from 'grammy/types';
import { plain } from '../../report/text/table.ts';

/** Telegram takes no longer message, in UTF-16 units (Bot API, sendMessage; 2026-11). */
const TEXT_MOST = 4_096;
const CUT = '\n…';

/** How a piece of a message stands; undefined: as running text. */
type Style = 'bold' | 'code' | 'pre';

export type Piece = { readonly text: string; readonly style?: Style | undefined };

/**
 * A message as Telegram takes it. How it looks stands apart from the text, by offset and length, so
 * no text is ever read as markup: nothing has to be escaped, and nothing can be injected. Foreign
 * text goes into `code` or `pre`, where not even a link or a name is recognized.
 */
export type Message = { readonly text: string; readonly entities: MessageEntity[] };

/** Whether nothing of them would be cut. */
export function fits(pieces: readonly Piece[]): boolean {
  return pieces.reduce((sum, { text }) => sum + text.length, 0) <= TEXT_MOST - CUT.length;
}

/** Pieces, one after the other, cut where there is too much of them. */
export function messageOf(pieces: readonly Piece[]): Message {
  let text = '';
  const entities: MessageEntity[] = [];
  for (const piece of pieces) {
    const room = TEXT_MOST - CUT.length - text.length;
    const fits = piece.text.length <= room;
    const added = fits ? piece.text : cut(piece.text, room);
    if (piece.style !== undefined && added.trim() !== '') {
      entities.push({ type: piece.style, offset: text.length, length: added.length });
    }
    text += added;
    if (!fits) return { text: text + CUT, entities };
  }
  return { text, entities };
}

/** Never through the middle of a pair. */
function cut(text: string, units: number): string {
  const short = text.slice(0, Math.max(0, units));
  return /[\uD800-\uDBFF]$/.test(short) ? short.slice(0, -1) : short;
}

/** Lines that may hold foreign text: control and direction characters are taken out. */
export function cleanLines(text: string, columns: number): string {
  return text
    .split('\n')
    .map((line) => plain(line, columns))
    .join('\n');
}
