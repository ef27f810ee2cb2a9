import { useEffect, useState } from 'react';
import type { Equity } from '../../../src/server/dashboard/history.ts';
import { useServices } from '../app/services.ts';
import type { Api } from './api.ts';
import { Trail, type TrailPoint } from './trail.ts';

const MOST = 600;
const APART = 1_000_000;

type Kept = {
  run: number;
  readonly trail: Trail;
  isBegun: boolean;
};

/** One for the tab: it goes on while another page is shown. */
const kept: Kept = { run: 0, trail: new Trail(MOST, APART), isBegun: false };

/** Equity of the run that goes on, and what of it is confirmed. */
export function useEquityTrail(): readonly TrailPoint[] {
  const { api, store } = useServices();
  const [points, setPoints] = useState(kept.trail.points);
  useEffect(() => {
    // Several listen: whichever is told first adds the point, and all of them show it.
    const show = () => setPoints(kept.trail.points);
    const take = () => {
      const desk = store.document?.desk;
      if (desk === undefined) return;
      if (kept.run !== desk.startedAt) {
        kept.run = desk.startedAt;
        kept.trail.clear();
        kept.isBegun = false;
      }
      const { now: at, equity, confirmed } = desk;
      kept.trail.add({ at, values: [equity, confirmed] });
      show();
    };
    take();
    const unlisten = store.listen(['desk'], take);
    void begin(api).then(show);
    return unlisten;
  }, [api, store]);
  return points;
}

/** Asked once for each run, whoever waits for it. */
let beginning: Promise<void> = Promise.resolve();

/** What the desk knows of the time before this tab was there. */
function begin(api: Api): Promise<void> {
  if (!kept.isBegun) {
    kept.isBegun = true;
    beginning = askBefore(api);
  }
  return beginning;
}

async function askBefore(api: Api): Promise<void> {
  const answer = await api.look<Equity>('/api/equity?since=today');
  if (!answer.ok) return;
  const { heard } = answer.value;
  kept.trail.begin(heard.map(({ at, equity, confirmed }) => ({ at, values: [equity, confirmed] })));
}
