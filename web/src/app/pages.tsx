import { lazy, type ReactNode } from 'react';
import { OverviewPage } from '../pages/overview-page.tsx';
import type { Route } from './route.ts';

const MarketsPage = lazy(async () => ({
  default: (await import('../pages/markets-page.tsx')).MarketsPage,
}));
const MarketPage = lazy(async () => ({
  default: (await import('../pages/market-page.tsx')).MarketPage,
}));

/** The page of a route; all but the first are loaded as they are asked for. */
export function pageOf({ page, item }: Route): ReactNode {
  switch (page) {
    case 'markets':
      return item === undefined ? <MarketsPage /> : <MarketPage key={item} slug={item} />;
    default:
      return <OverviewPage />;
  }
}
