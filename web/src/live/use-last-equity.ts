import { useEffect, useState } from 'react';
import { type LastEquity, lastEquityOf, nowOf } from '../format/last-equity.ts';
import { useDesk, useDeskSecond, useLink } from './use-desk.ts';

/** How often an age is told anew while no desk does so. */
const AGED_MS = 10_000;

/** Equity as it was known last; undefined: it is known now, or never was. */
export function useLastEquity(): LastEquity | undefined {
  const desk = useDesk();
  const second = useDeskSecond() ?? 0;
  const { state, since } = useLink();
  const silentSince = state === 'away' || state === 'lost' ? since : undefined;
  // One of an earlier version tells none.
  const known = desk?.lastEquity ?? undefined;
  const machine = useMachineTime(known !== undefined && silentSince !== undefined);
  if (desk === undefined || known === undefined) return undefined;
  return lastEquityOf(known, desk.worthAtStart, nowOf({ desk: second, machine, silentSince }));
}

/** µs; it stands still while nobody wants it. */
function useMachineTime(isWanted: boolean): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (!isWanted) return;
    const tell = () => setNow(Date.now());
    tell();
    const timer = setInterval(tell, AGED_MS);
    return () => clearInterval(timer);
  }, [isWanted]);
  return now * 1_000;
}
