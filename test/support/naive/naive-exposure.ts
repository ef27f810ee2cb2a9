// The naive twin of exposure: every way in which what is pending can turn out, tried one by one.

/** Of one holder and one token. Units of 1e-6. */
export type NaiveLots = {
  settled: bigint;
  settledCost: bigint;
  /** Bought, and the chain may still take it back. */
  readonly bought: Map<number, { shares: bigint; cost: bigint }>;
  /** Sold, and the chain may still take it back. */
  readonly sold: Map<number, { shares: bigint; cost: bigint }>;
  /** Open buys, by order: what they may still cost, and bring. */
  readonly bids: Map<number, { shares: bigint; cost: bigint }>;
  /** Open sales, by order. */
  readonly offers: Map<number, bigint>;
};

export function noLots(): NaiveLots {
  return {
    settled: 0n,
    settledCost: 0n,
    bought: new Map(),
    sold: new Map(),
    bids: new Map(),
    offers: new Map(),
  };
}

/** What a part of the settled shares cost, at their average. */
export function costOf({ settled, settledCost }: NaiveLots, shares: bigint): bigint {
  return settled === 0n ? 0n : (settledCost * shares) / settled;
}

type Way = { readonly cost: bigint; readonly shares: bigint };

/** For each pending thing, the ways in which it can turn out. */
function waysOf(lots: NaiveLots): Way[][] {
  const nothing = { cost: 0n, shares: 0n };
  const ways: Way[][] = [[{ cost: lots.settledCost, shares: lots.settled }]];
  for (const lot of [...lots.bought.values(), ...lots.sold.values(), ...lots.bids.values()]) {
    ways.push([nothing, lot]);
  }
  for (const shares of lots.offers.values()) {
    ways.push([nothing, { cost: -costOf(lots, shares), shares: -shares }]);
  }
  return ways;
}

/** The most that is lost where the first of two tokens wins. */
export function naiveLoss(winner: NaiveLots, loser: NaiveLots): bigint {
  const all = [
    ...waysOf(winner).map((ways) => ways.map(({ cost, shares }) => cost - shares)),
    ...waysOf(loser).map((ways) => ways.map(({ cost }) => cost)),
  ];
  return worst(all);
}

/** Tries every combination. */
function worst([first, ...rest]: bigint[][]): bigint {
  if (first === undefined) return 0n;
  const more = worst(rest);
  return first.map((loss) => loss + more).reduce((a, b) => (a > b ? a : b));
}
