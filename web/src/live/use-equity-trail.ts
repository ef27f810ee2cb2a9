import { useEffect, useState } from 'react';
import { useServices } from '../app/services.ts';
import { KeptEquity } from './kept-equity.ts';
import type { TrailPoint } from './trail.ts';

/** One for the tab: it goes on while another page is shown. */
const kept = new KeptEquity();

/** Equity of the run that goes on, and what of it is confirmed. */
export function useEquityTrail(): readonly TrailPoint[] {
  const { api, store } = useServices();
  const [points, setPoints] = useState(kept.points);
  useEffect(() => {
    // Several may listen: whichever is told first adds the point, and all of them show it.
    const show = () => setPoints(kept.points);
    const take = () => {
      const desk = store.document?.desk;
      if (desk === undefined) return;
      kept.take(desk);
      show();
    };
    take();
    const unlisten = store.listen(['desk'], take);
    void kept.begin(api).then(show);
    return unlisten;
  }, [api, store]);
  return points;
}
