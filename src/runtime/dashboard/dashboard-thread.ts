// Runs in a thread of its own, with a memory of its own: whatever browsers do, the desk goes on.
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { runningDesks } from '../desk/desk-file.ts';
import { ensurePages } from './built-pages.ts';
import type { DashboardChoice, DashboardMessage } from './dashboard-messages.ts';
import { serveDashboard } from './serve-dashboard.ts';

await serve(parentPort as MessagePort, workerData as DashboardChoice);

async function serve(port: MessagePort, choice: DashboardChoice): Promise<void> {
  const tell = (message: DashboardMessage) => port.postMessage(message);
  const built = await ensurePages();
  if (!built.ok) tell({ kind: 'news', text: built.message });
  const served = await serveDashboard({
    ...choice,
    // As any other process would find it: there is no shorter way.
    find: async () => (await runningDesks()).find(({ pid }) => pid === process.pid),
    onError: (error) => tell({ kind: 'news', text: `the dashboard has failed: ${error.message}` }),
  });
  if (!served.ok) {
    tell({ kind: 'refused', code: served.code, message: served.message });
    port.close();
    return;
  }
  port.once('message', () => void served.value.close().finally(() => port.close()));
  tell({ kind: 'listening', port: served.value.port });
}
