import type { Refusal } from '../../domain/result.ts';
import type { RefusedNote } from './recorder-note.ts';

/** So many of each code are told in full in a segment; more say nothing new. */
const TOLD_PER_CODE = 100;
const LONGEST_MESSAGE = 300;
const LONGEST_TEXT = 400;

/** Makes notes of what was refused, each short: a venue may send rubbish for hours. */
export class RefusedNotes {
  readonly #counts = new Map<string, number>();

  /** `text`: the frame that it is about, where that is known. */
  noteOf(source: string, { code, message }: Refusal, text: string | undefined): RefusedNote {
    const count = (this.#counts.get(code) ?? 0) + 1;
    this.#counts.set(code, count);
    if (count > TOLD_PER_CODE) return { source, code };
    const told = { source, code, message: message.slice(0, LONGEST_MESSAGE) };
    return text === undefined ? told : { ...told, text: text.slice(0, LONGEST_TEXT) };
  }

  /** A new segment, which is read alone, tells anew. */
  clear(): void {
    this.#counts.clear();
  }
}
