import type { Timestamp } from '../../../domain/units.ts';
import type { Answer } from '../notes.ts';
import { single } from '../object.ts';
import { readAnswer } from '../parser.ts';
import { count, time } from '../values.ts';

/** GET /time: the venue's clock, to the second. */
export function readServerTime(text: string): Answer<Timestamp> {
  return readAnswer(text, time);
}

/** GET /version: of the order struct. Orders of another version are refused by the venue. */
export function readOrderVersion(text: string): Answer<number> {
  return readAnswer(text, single('version', count));
}
