import { useEffect, useState } from 'react';
import { Trail, type TrailPoint } from '../live/trail.ts';
import { useStore } from '../live/use-desk.ts';

const MOST = 600;
const APART = 1_000_000;

type Kept = { run: number; readonly trail: Trail };

/** One for the tab: it goes on while another page is shown. */
const kept: Kept = { run: 0, trail: new Trail(MOST, APART) };

/** How equity moved while this tab was open: equity, and what of it is confirmed. */
export function useEquityTrail(): readonly TrailPoint[] {
  const store = useStore();
  const [points, setPoints] = useState(kept.trail.points);
  useEffect(() => {
    const take = () => {
      const desk = store.document?.desk;
      if (desk === undefined) return;
      if (kept.run !== desk.startedAt) {
        kept.run = desk.startedAt;
        kept.trail.clear();
      }
      const point = { at: desk.now, values: [desk.equity, desk.confirmed] };
      if (kept.trail.add(point)) setPoints(kept.trail.points);
    };
    take();
    return store.listen(['desk'], take);
  }, [store]);
  return points;
}
