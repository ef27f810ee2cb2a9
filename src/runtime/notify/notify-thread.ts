// Runs in a thread of its own: whatever Telegram does, who trades does not wait for it.
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { SystemClock } from '../../net/system-clock.ts';
import { DeskNotify } from './desk-notify.ts';
import type { NotifyEnd, NotifyMessage, NotifyStart } from './notify-messages.ts';

begin(parentPort as MessagePort, workerData as NotifyStart);

function begin(port: MessagePort, start: NotifyStart): void {
  const tell = (message: NotifyMessage) => port.postMessage(message);
  const notify = DeskNotify.begin(start, {
    clock: new SystemClock(),
    random: Math.random,
    environment: process.env,
    onTrouble: (text) => tell({ kind: 'trouble', text }),
  });
  port.once('message', (end: NotifyEnd) => {
    void notify.end(end).then((untold) => {
      tell({ kind: 'ended', untold });
      port.close();
    });
  });
}
