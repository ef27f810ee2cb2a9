import {
  putLevels,
  type RecordedEvent,
  textOfEvent,
} from '../../src/archive/frame-log/event-text.ts';
import { TextBytes } from '../../src/archive/frame-log/text-bytes.ts';

/** An event as it stands in a log. */
export function wordsOfEvent(event: RecordedEvent): string {
  if (event.kind !== 'levels') return textOfEvent(event);
  const text = new TextBytes();
  putLevels(text, event);
  return text.bytes.toString();
}
