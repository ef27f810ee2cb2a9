import { useEffect, useState } from 'react';
import type { Equity } from '../../../src/server/dashboard/history.ts';
import { useServices } from '../app/services.ts';
import type { Api } from '../live/api.ts';
import { Trail, type TrailPoint } from '../live/trail.ts';

const MOST = 600;
const APART = 1_000_000;

type Kept = { run: number; readonly trail: Trail; isBegun: boolean };

/** One for the tab: it goes on while another page is shown. */
const kept: Kept = { run: 0, trail: new Trail(MOST, APART), isBegun: false };

/** Equity of the run that goes on, and what of it is confirmed. */
export function useEquityTrail(): readonly TrailPoint[] {
  const { api, store } = useServices();
  const [points, setPoints] = useState(kept.trail.points);
  useEffect(() => {
    const take = () => {
      const desk = store.document?.desk;
      if (desk === undefined) return;
      if (kept.run !== desk.startedAt) {
        kept.run = desk.startedAt;
        kept.trail.clear();
        kept.isBegun = false;
      }
      const point = { at: desk.now, values: [desk.equity, desk.confirmed] };
      if (kept.trail.add(point)) setPoints(kept.trail.points);
    };
    take();
    void begin(api).then(() => setPoints(kept.trail.points));
    return store.listen(['desk'], take);
  }, [api, store]);
  return points;
}

/** What the desk knows of the time before this tab was there, once for each run. */
async function begin(api: Api): Promise<void> {
  if (kept.isBegun) return;
  kept.isBegun = true;
  const answer = await api.look<Equity>('/api/equity?since=today');
  if (!answer.ok) return;
  const { heard } = answer.value;
  kept.trail.begin(heard.map(({ at, equity, confirmed }) => ({ at, values: [equity, confirmed] })));
}
