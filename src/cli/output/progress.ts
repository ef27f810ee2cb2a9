import type { SingleBar } from 'cli-progress';
import { count } from '../../report/format.ts';
import { interruptible } from '../interruptible.ts';
import { formatLeft } from './amounts.ts';

/** Shows how far a long command is, on stderr. */
export type Progress = {
  /**
   * `detail` says what is being worked on, or how far in time; `total` undefined: nobody knows how
   * much there is.
   */
  update(done: number, total: number | undefined, detail: string): void;
  /** Leaves the line as it stands. */
  stop(): void;
};

/**
 * One bar where a person watches; elsewhere a line now and then, fit for a log; for a program (by
 * POLYDESK_PROGRESS=json) lines of JSON. Stopped from
 * outside (Ctrl-C), the terminal is left in order, `lastWord` is said and the command ends.
 */
export async function startProgress(
  what: string,
  unit: string,
  lastWord: string = 'Stopped.',
): Promise<Progress> {
  const startedAt = performance.now();
  const progress = await chosenProgress(what, unit, startedAt);
  const release = interruptible(() => {
    progress.stop();
    process.stderr.write(`\n${lastWord}\n`);
  });
  return {
    update: progress.update,
    stop() {
      release();
      progress.stop();
    },
  };
}

async function chosenProgress(what: string, unit: string, startedAt: number): Promise<Progress> {
  if (process.env.POLYDESK_PROGRESS === 'json') return jsonLines(what, startedAt);
  if (process.stderr.isTTY) return watchedBar(await createBar(what, unit), startedAt);
  return sparseLines(what, unit, startedAt);
}

/** Between two lines for a program, ms. */
const TOLD_EACH = 250;

/** For a program that shows it: {"progress":{"what","done","total"}}, the last one at the end. */
function jsonLines(what: string, startedAt: number): Progress {
  let next = startedAt;
  let last: string | undefined;
  return {
    update(done, total, _detail) {
      last = JSON.stringify({ progress: { what, done, total: total ?? null } });
      if (performance.now() < next) return;
      next = performance.now() + TOLD_EACH;
      process.stderr.write(`${last}\n`);
      last = undefined;
    },
    stop() {
      if (last !== undefined) process.stderr.write(`${last}\n`);
      last = undefined;
    },
  };
}

async function createBar(what: string, unit: string): Promise<SingleBar> {
  const { SingleBar } = await import('cli-progress');
  return new SingleBar({
    format: `${what} {bar} {share} | {rate} ${unit}/s | {left} left | {detail}`,
    barsize: 24,
    barCompleteChar: '█',
    barIncompleteChar: '░',
    hideCursor: true,
    gracefulExit: false,
    linewrap: false,
  });
}

/** How far the work is. */
type Stand = { readonly done: number; readonly total: number | undefined; readonly from: number };

/** The bar of a work whose end nobody knows stays empty. */
const ENDLESS = Number.MAX_SAFE_INTEGER;

function watchedBar(bar: SingleBar, startedAt: number): Progress {
  let stand: Stand | undefined;
  return {
    update(done, total, detail) {
      const isFirst = stand === undefined;
      stand = { done, total, from: stand?.from ?? done };
      const shown = { ...rate(stand, startedAt), share: shareOf(stand), detail };
      if (isFirst) bar.start(total ?? ENDLESS, done, shown);
      else bar.setTotal(total ?? ENDLESS);
      bar.update(done, shown);
    },
    stop() {
      if (stand === undefined) return;
      const shown = { ...rate(stand, startedAt), share: shareOf(stand), detail: '' };
      bar.update(stand.done, shown);
      bar.stop();
    },
  };
}

/** Seconds between two lines. */
const SPARSE = 5;

function sparseLines(what: string, unit: string, startedAt: number): Progress {
  let next = startedAt + SPARSE * 1000;
  let from: number | undefined;
  return {
    update(done, total, detail) {
      from ??= done;
      if (performance.now() < next) return;
      next = performance.now() + SPARSE * 1000;
      const { rate: speed, left } = rate({ done, total, from }, startedAt);
      if (total === undefined) {
        process.stderr.write(`${what}: ${count(done)} ${unit}, ${speed} ${unit}/s, ${detail}\n`);
        return;
      }
      const share = total > 0 ? `${Math.floor((100 * done) / total)}%` : '?';
      const numbers = `${count(done)} of ${count(total)} ${unit}, ${speed} ${unit}/s`;
      process.stderr.write(`${what}: ${share}, ${numbers}, ${left} left, ${detail}\n`);
    },
    stop() {},
  };
}

function shareOf({ done, total }: Stand): string {
  if (total === undefined) return count(done);
  return total > 0 ? `${Math.floor((100 * done) / total)}%` : '?';
}

/** `from` was done before: work that is gone on with must not look faster than it is. */
function rate({ done, total, from }: Stand, startedAt: number) {
  const perSecond = (1000 * (done - from)) / Math.max(1, performance.now() - startedAt);
  return {
    rate: count(Math.round(perSecond)),
    left: formatLeft(((total ?? NaN) - done) / perSecond),
  };
}
