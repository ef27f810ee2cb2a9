import type { SingleBar } from 'cli-progress';
import { count } from '../../report/format.ts';
import { formatLeft } from './amounts.ts';

/** Shows how far a long command is, on stderr. */
export type Progress = {
  /** `detail` says what is being worked on, or how far in time. */
  update(done: number, total: number, detail: string): void;
  /** Leaves the line as it stands. */
  stop(): void;
};

/** One bar where a person watches; elsewhere a line now and then, fit for a log. */
export async function startProgress(what: string, unit: string): Promise<Progress> {
  if (!process.stderr.isTTY) return sparseLines(what, unit, performance.now());
  const { SingleBar } = await import('cli-progress');
  const bar = new SingleBar({
    format: `${what} {bar} {percentage}% | {rate} ${unit}/s | {left} left | {detail}`,
    barsize: 24,
    barCompleteChar: '█',
    barIncompleteChar: '░',
    hideCursor: true,
    gracefulExit: false,
    linewrap: false,
  });
  return watchedBar(bar, performance.now());
}

function watchedBar(bar: SingleBar, startedAt: number): Progress {
  let started = false;
  let last = { done: 0, total: 0 };
  return {
    update(done, total, detail) {
      last = { done, total };
      const shown = { ...rate(done, total, startedAt), detail };
      if (started) bar.setTotal(total);
      else bar.start(total, done, shown);
      started = true;
      bar.update(done, shown);
    },
    stop() {
      if (!started) return;
      bar.update(last.done, { ...rate(last.done, last.total, startedAt), detail: '' });
      bar.stop();
    },
  };
}

/** Seconds between two lines. */
const SPARSE = 5;

function sparseLines(what: string, unit: string, startedAt: number): Progress {
  let next = startedAt + SPARSE * 1000;
  return {
    update(done, total, detail) {
      if (performance.now() < next) return;
      next = performance.now() + SPARSE * 1000;
      const { rate: speed, left } = rate(done, total, startedAt);
      const share = total > 0 ? `${Math.floor((100 * done) / total)}%` : '?';
      const numbers = `${count(done)} of ${count(total)} ${unit}, ${speed} ${unit}/s`;
      process.stderr.write(`${what}: ${share}, ${numbers}, ${left} left, ${detail}\n`);
    },
    stop() {},
  };
}

function rate(done: number, total: number, startedAt: number) {
  const perSecond = (1000 * done) / Math.max(1, performance.now() - startedAt);
  return { rate: count(Math.round(perSecond)), left: formatLeft((total - done) / perSecond) };
}
