import { type Spread, spreadOf } from './spread.ts';

/** Seconds on the wall, and seconds that processors worked: the same on an idle machine. */
export type Lap = { readonly wall: number; readonly processor: number };

/** Seconds that `work` takes on this thread. */
export function lap(work: () => void): Lap {
  const processor = process.threadCpuUsage();
  const start = performance.now();
  work();
  const wall = (performance.now() - start) / 1000;
  return { wall, processor: secondsOf(process.threadCpuUsage(processor)) };
}

/** Seconds until `work` is done, on all threads of this process. */
export async function asyncLap(work: () => Promise<void>): Promise<Lap> {
  const processor = process.cpuUsage();
  const start = performance.now();
  await work();
  const wall = (performance.now() - start) / 1000;
  return { wall, processor: secondsOf(process.cpuUsage(processor)) };
}

export type Laps = { readonly wall: Spread; readonly processor: Spread };

export function spreadOfLaps(laps: readonly Lap[]): Laps {
  return {
    wall: spreadOf(laps.map(({ wall }) => wall)),
    processor: spreadOf(laps.map(({ processor }) => processor)),
  };
}

function secondsOf({ user, system }: NodeJS.CpuUsage): number {
  return (user + system) / 1e6;
}
