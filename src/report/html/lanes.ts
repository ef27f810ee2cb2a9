/** A stretch of time to draw; `item` says what it stands for. */
export type Stretch<T> = { readonly from: number; readonly to: number; readonly item: T };

/** Stretches in as few lanes as it takes that none overlap within one; each in order of time. */
export function intoLanes<T>(stretches: readonly Stretch<T>[]): Stretch<T>[][] {
  const lanes: Stretch<T>[][] = [];
  for (const stretch of [...stretches].sort((a, b) => a.from - b.from || a.to - b.to)) {
    const free = lanes.find((lane) => (lane.at(-1)?.to ?? 0) <= stretch.from);
    if (free === undefined) lanes.push([stretch]);
    else free.push(stretch);
  }
  return lanes;
}
