// Runs in a thread of its own: whatever Telegram does, who trades does not wait for it.
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { SystemClock } from '../../net/system-clock.ts';
import { DeskNotify } from './desk-notify.ts';
import type { NotifyEnd, NotifyMessage, NotifyStart } from './notify-messages.ts';

/** How often it says what became of alerts. */
const TALLY_MS = 2_000;

begin(parentPort as MessagePort, workerData as NotifyStart);

function begin(port: MessagePort, start: NotifyStart): void {
  const tell = (message: NotifyMessage) => port.postMessage(message);
  const notify = DeskNotify.begin(start, {
    clock: new SystemClock(),
    random: Math.random,
    environment: process.env,
    onTrouble: (text) => tell({ kind: 'trouble', text }),
    onSettings: (settings) => tell({ kind: 'settings', settings }),
  });
  const tellTally = () => {
    if (notify.tally !== undefined) tell({ kind: 'tally', tally: notify.tally });
  };
  const telling = setInterval(tellTally, TALLY_MS);
  port.once('message', (end: NotifyEnd) => {
    void notify.end(end).then((untold) => {
      clearInterval(telling);
      tellTally();
      tell({ kind: 'ended', untold });
      port.close();
    });
  });
}
