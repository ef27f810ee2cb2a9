import { useCallback, useMemo } from 'react';
import type { Film } from '../../../../src/screen/film.ts';
import { grouped, percent } from '../../format/amount.ts';
import { Chart, type Line } from '../../parts/chart.tsx';

type FilmPathProps = {
  readonly film: Film;
  readonly at: number;
  readonly mid: number | null;
  /** To a moment; `entry`: of the fill that stands there. */
  readonly onPick: (at: number, entry: number | undefined) => void;
};

/** So near to a fill that it is meant, part of the width. */
const NEAR = 0.01;

/** The whole path, with our fills, and where the moment is; a click leads there. */
export function FilmPath({ film, at, mid, onPick }: FilmPathProps) {
  const { xs, mids, fills } = useMemo(() => pathOf(film), [film]);
  const moment = nearest(xs, at / 1_000_000);
  const pick = useCallback(
    (x: number) => {
      const [from = 0, to = 0] = [xs[0], xs.at(-1)];
      const seconds = ({ at: when }: { at: number }) => Math.abs(when / 1_000_000 - x);
      const near = film.fills.toSorted((one, other) => seconds(one) - seconds(other))[0];
      const isMeant = near !== undefined && seconds(near) <= NEAR * (to - from);
      if (isMeant) onPick(near.at, near.entry);
      else onPick(Math.round(x * 1_000_000), undefined);
    },
    [film, xs, onPick],
  );
  const lines: Line[] = [
    { name: 'Probability', values: mids, color: '--accent', kind: 'line', scale: 'p' },
    { name: 'Our fills', values: fills, color: '--gain', kind: 'mark', scale: 'p' },
    {
      name: 'The moment',
      values: xs.map((_, i) => (i === moment ? (mid ?? mids[i] ?? null) : null)),
      color: '--warn',
      kind: 'mark',
      scale: 'p',
    },
  ];
  return (
    <>
      <Chart
        label="Probability over the film, with our fills and the moment"
        empty="The path begins with the second picture."
        height={270}
        format={percentOf}
        xs={xs}
        lines={lines}
        onPick={pick}
      />
      <p className="muted small">
        A click on the path leads there, on a fill to why it was traded.
        {film.fills.length < film.fillCount &&
          ` Of ${grouped(film.fillCount)} fills ${grouped(film.fills.length)} are marked.`}
      </p>
    </>
  );
}

function pathOf({ path, fills: marks }: Film) {
  const xs = path.map(({ at }) => at / 1_000_000);
  const fills: (number | null)[] = xs.map(() => null);
  for (const { at, price } of marks) fills[nearest(xs, at / 1_000_000)] = price;
  return { xs, mids: path.map(({ mid }) => mid), fills };
}

function nearest(xs: readonly number[], x: number): number {
  const after = xs.findIndex((one) => one >= x);
  return after === -1 ? Math.max(0, xs.length - 1) : after;
}

function percentOf(value: number): string {
  return percent(Math.round(value), 0);
}
