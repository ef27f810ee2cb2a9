import { Worker } from 'node:worker_threads';
import type { TakenSegments, TakeOptions } from '../../archive/frame-log/take-segments.ts';

/** Takes closed segments on another thread, so that whoever records goes on hearing. */
export function takeInWorker(options: TakeOptions): Promise<TakenSegments> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./segment-worker.ts', import.meta.url), {
      workerData: options,
    });
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('the thread that takes segments ended early')));
  });
}
