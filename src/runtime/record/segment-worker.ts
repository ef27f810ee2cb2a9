// Runs in a thread of its own: what it needs of memory and time is gone with it.
import { parentPort, workerData } from 'node:worker_threads';
import { type TakeOptions, takeSegments } from '../../archive/frame-log/take-segments.ts';

parentPort?.postMessage(await takeSegments(workerData as TakeOptions));
