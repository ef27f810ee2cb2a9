// A thread that listens to a desk's feed and throws away what it hears.
import { parentPort, workerData } from 'node:worker_threads';

const { port, token, path } = workerData as { port: number; token: string; path: string };
const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
  headers: { authorization: `Bearer ${token}` },
});
let heard = 0;
let isFirst = true;
if (answer.body !== null) {
  try {
    for await (const part of answer.body) {
      heard += part.byteLength;
      if (isFirst) parentPort?.postMessage('listening');
      isFirst = false;
    }
  } catch {
    // The desk has ended.
  }
}
parentPort?.postMessage(heard);
