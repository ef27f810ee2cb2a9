import { useEffect, useMemo, useReducer, useRef } from 'react';
import type { Film } from '../../../../src/screen/film.ts';
import { useServices } from '../../app/services.ts';
import { partAt, type ReadPart } from './film-moment.ts';
import { PartReader } from './part-reader.ts';

/** From so much of a part on the next one is read. */
const SOON = 0.7;

type Shown = {
  /** That of the moment; until it is read, the one that was shown before. */
  readonly part: ReadPart | undefined;
  readonly isReading: boolean;
  readonly fault: string | undefined;
  readonly again: () => void;
};

/** The part of a film in which a moment is. */
export function useFilmPart(id: string, { parts }: Film, at: number): Shown {
  const { api } = useServices();
  const reader = useMemo(() => {
    const path = `/api/backtests/film/part?id=${encodeURIComponent(id)}`;
    return new PartReader({
      ask: (part) => api.look(`${path}&part=${part}`),
      now: () => performance.now(),
      after: (ms, work) => void setTimeout(work, ms),
    });
  }, [api, id]);
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  useEffect(() => reader.listen(redraw), [reader]);
  const number = partAt(parts, at);
  useEffect(() => reader.want(number), [reader, number]);
  const place = parts[number];
  const isSoon = place !== undefined && at > place.from + SOON * (place.to - place.from);
  const found = reader.get(number);
  const isNextWanted = isSoon && found !== undefined && number + 1 < parts.length;
  useEffect(() => {
    if (isNextWanted) reader.expect(number + 1);
  }, [reader, number, isNextWanted]);
  const shown = useRef<ReadPart>(undefined);
  if (found !== undefined) shown.current = found;
  const fault = found === undefined ? reader.fault : undefined;
  const isReading = found === undefined && fault === undefined;
  return { part: shown.current, isReading, fault, again: () => reader.want(number) };
}
