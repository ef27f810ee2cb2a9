import type { DeskDocument } from '../src/screen/desk-document.ts';
import { changed, type FeedMessage } from '../src/screen/document-change.ts';
import type { Listen } from '../src/server/line-stream.ts';

export type LastDocument = { readonly seq: number; readonly document: DeskDocument };

/** A few turns of the feed. */
const STILL_MS = 500;

/** What a desk says last on which nothing happens any more: it has said nothing for a while. */
export function lastDocument(feed: Listen): Promise<LastDocument> {
  return new Promise((resolve, reject) => {
    let last: LastDocument | undefined;
    const over = () => {
      stop();
      if (last === undefined) reject(new Error('the desk says nothing'));
      else resolve(last);
    };
    let timer = setTimeout(over, STILL_MS * 20);
    const stop = feed({
      isReady: true,
      send: (line) => {
        const message = JSON.parse(line) as FeedMessage;
        if (message.kind === 'heartbeat') return;
        if (message.kind === 'snapshot') last = { seq: message.seq, document: message.document };
        else if (last !== undefined) {
          last = { seq: message.seq, document: changed(last.document, message) };
        }
        clearTimeout(timer);
        timer = setTimeout(over, STILL_MS);
      },
      end: () => {},
    });
  });
}
