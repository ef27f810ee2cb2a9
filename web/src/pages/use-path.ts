import { useEffect, useState } from 'react';
import type { PathPoint } from '../../../src/screen/market-document.ts';
import { useServices } from '../app/services.ts';
import { Trail, type TrailPoint } from '../live/trail.ts';

const MOST = 900;
const APART = 1_000_000;

const NOTHING: readonly TrailPoint[] = [];

/** A market's path: what the desk knows of it, and what comes while it is looked at. */
export function usePath(slug: string): readonly TrailPoint[] {
  const { api, store } = useServices();
  const [points, setPoints] = useState(NOTHING);
  useEffect(() => {
    const trail = new Trail(MOST, APART);
    let isOver = false;
    const take = () => {
      const row = store.document?.markets[slug];
      const now = store.document?.desk.now;
      if (row === undefined || now === undefined) return;
      const values = [row.probability, row.reference?.price ?? null];
      if (trail.add({ at: now, values })) setPoints(trail.points);
    };
    take();
    const path = `/api/path?market=${encodeURIComponent(slug)}`;
    void api.look<{ readonly path: readonly PathPoint[] }>(path).then((answer) => {
      if (isOver || !answer.ok) return;
      const earlier = answer.value.path.map(({ at, probability, reference }) => {
        return { at, values: [probability, reference] };
      });
      trail.begin(earlier);
      setPoints(trail.points);
    });
    const leave = store.listen(['desk'], take);
    return () => {
      isOver = true;
      leave();
    };
  }, [api, store, slug]);
  return points;
}
