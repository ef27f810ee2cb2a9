import { useEffect, useState } from 'react';
import { useServices } from '../app/services.ts';
import type { TrailPoint } from './trail.ts';

/** Equity of the run that goes on, and what of it is confirmed. */
export function useEquityTrail(): readonly TrailPoint[] {
  const { api, store, equity } = useServices();
  const [points, setPoints] = useState(equity.points);
  useEffect(() => {
    const show = () => setPoints(equity.points);
    show();
    const unlisten = store.listen(['desk'], show);
    void equity.begin(api).then(show);
    return unlisten;
  }, [api, store, equity]);
  return points;
}
