import { useCallback, useEffect, useRef, useState } from 'react';
import type { BacktestJob } from '../../../../src/screen/backtest-job.ts';
import { useServices } from '../../app/services.ts';
import type { Answer } from '../../live/api.ts';

type Told = Answer<{ readonly jobs: readonly BacktestJob[] }>;

const BUSY_MS = 1_000;
const IDLE_MS = 20_000;

type Wanted = (job: BacktestJob) => boolean;

export const isFilm: Wanted = ({ request }) => request.kind === 'film';
export const isNoFilm: Wanted = (job) => !isFilm(job);

/**
 * All backtests that are wanted; undefined until they are read. Asked often while one runs, else
 * seldom. `isWanted`: the same function each time.
 */
export function useJobs(isWanted: Wanted): {
  readonly answer: Told | undefined;
  readonly ask: () => void;
} {
  const { api } = useServices();
  const [answer, setAnswer] = useState<Told>();
  const again = useRef<() => void>(() => {});
  useEffect(() => {
    let isOver = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = async () => {
      clearTimeout(timer);
      const told = await api.look<{ readonly jobs: readonly BacktestJob[] }>('/api/backtests');
      if (isOver) return;
      setAnswer(told.ok ? { ok: true, value: { jobs: told.value.jobs.filter(isWanted) } } : told);
      const isBusy = told.ok && told.value.jobs.some(isUnderWay);
      const isSeen = document.visibilityState === 'visible';
      clearTimeout(timer);
      timer = setTimeout(look, isBusy && isSeen ? BUSY_MS : IDLE_MS);
    };
    again.current = () => void look();
    void look();
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [api, isWanted]);
  return { answer, ask: useCallback(() => again.current(), []) };
}

export function isUnderWay({ state }: BacktestJob): boolean {
  return state === 'waiting' || state === 'running';
}
