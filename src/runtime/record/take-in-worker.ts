import { Worker } from 'node:worker_threads';
import { releaseImportOf } from '../../archive/folder-lock.ts';
import type { TakenSegments, TakeOptions } from '../../archive/frame-log/take-segments.ts';
import { datasetFolder } from '../../archive/layout.ts';

/** Takes closed segments on another thread, so that whoever records goes on hearing. */
export function takeInWorker(options: TakeOptions): Promise<TakenSegments> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./segment-worker.ts', import.meta.url), {
      workerData: options,
    });
    const { threadId } = worker;
    let fault: unknown = new Error('the thread that takes segments ended early');
    worker.once('message', resolve);
    worker.once('error', (error) => {
      fault = error;
    });
    worker.once('exit', () => {
      // It may have died in the midst of its work, and this process, which lives on, is the holder.
      const home = datasetFolder(options.root, options.begin.dataset);
      releaseImportOf(home, threadId).then(() => reject(fault), reject);
    });
  });
}
