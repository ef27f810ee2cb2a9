import type { MarketIndex, Shares, StrategyDefinition, TokenIndex } from 'polydesk';

/** Buys a favorite that has fallen back from its high: once per market, held to settlement. */
export default {
  name: 'my-strategy',
  summary: 'buys a favorite that has dipped',
  parameters: {
    dip: { kind: 'price', default: '0.10', summary: 'dollars below its highest midpoint' },
    size: { kind: 'shares', default: '10', summary: 'shares to buy in each market' },
  },
  create(parameters) {
    const dip = parameters.dip as number;
    const size = parameters.size as Shares;
    const highs = new Map<TokenIndex, number>();
    const done = new Set<MarketIndex>();

    return {
      onBook(market, view, desk) {
        if (done.has(market) || !view.isOpen(market) || !view.isTrusted(market)) return;
        for (const outcome of [0, 1]) {
          const token = (2 * market + outcome) as TokenIndex;
          const mid = view.mid(token);
          const price = view.bestAsk(token);
          if (mid === undefined || price === undefined) return;
          const high = Math.max(highs.get(token) ?? 0, mid);
          highs.set(token, high);
          if (mid <= 500_000 || high - mid < dip) continue;
          done.add(market);
          const limits = { timeInForce: 'FAK', postOnly: false, expiresAt: undefined } as const;
          desk.submit(
            { token, side: 'buy', price, size, ...limits },
            {
              code: 'dip',
              numbers: { mid, high, dip },
            },
          );
        }
      },
      opinion(market, view) {
        for (const outcome of [0, 1]) {
          const token = (2 * market + outcome) as TokenIndex;
          const mid = view.mid(token);
          const high = highs.get(token);
          if (mid === undefined || high === undefined || mid <= 500_000) continue;
          const hasDipped = high - mid >= dip;
          const numbers = { mid, high, dip };
          return {
            code: hasDipped ? 'dip' : 'no_dip',
            token: hasDipped ? token : undefined,
            numbers,
          };
        }
        return { code: 'no_favorite', token: undefined, numbers: {} };
      },
    };
  },
} satisfies StrategyDefinition;
