import { type ComponentType, lazy, type ReactNode } from 'react';
import { OverviewPage } from '../pages/overview-page.tsx';
import { NoSuchPage } from './no-such-page.tsx';
import type { Route } from './route.ts';

const loads: (() => Promise<unknown>)[] = [() => import('../parts/line-chart.tsx')];

/** A page that is loaded when it is first asked for, or ahead. */
function later<Props>(load: () => Promise<ComponentType<Props>>) {
  loads.push(load);
  return lazy(async () => ({ default: await load() }));
}

const MarketsPage = later(async () => (await import('../pages/markets-page.tsx')).MarketsPage);
const MarketPage = later(async () => (await import('../pages/market-page.tsx')).MarketPage);
const StrategiesPage = later(
  async () => (await import('../pages/strategies-page.tsx')).StrategiesPage,
);
const StrategyPage = later(async () => (await import('../pages/strategy-page.tsx')).StrategyPage);
const OrdersPage = later(async () => (await import('../pages/orders-page.tsx')).OrdersPage);
const RiskPage = later(async () => (await import('../pages/risk-page.tsx')).RiskPage);
const ReplayPlace = later(
  async () => (await import('../pages/replay/replay-place.tsx')).ReplayPlace,
);
const BacktestsPlace = later(
  async () => (await import('../pages/backtests/backtests-place.tsx')).BacktestsPlace,
);
const LogsPage = later(async () => (await import('../pages/logs-page.tsx')).LogsPage);
const RecordingsPage = later(
  async () => (await import('../pages/recordings-page.tsx')).RecordingsPage,
);
const SettingsPage = later(
  async () => (await import('../pages/settings/settings-page.tsx')).SettingsPage,
);

/**
 * Fetches what no page has asked for yet, so that all of them open after the desk, which serves
 * them, has ended. What fails here is fetched once more when it is asked for, and says so then.
 */
export async function loadAhead(): Promise<void> {
  for (const load of loads) await load().catch(() => undefined);
}

/** The page of a route; all but the first are loaded as they are asked for. */
export function pageOf({ page, item }: Route): ReactNode {
  switch (page) {
    case 'overview':
      return <OverviewPage />;
    case 'markets':
      return item === undefined ? <MarketsPage /> : <MarketPage key={item} slug={item} />;
    case 'strategies':
      return item === undefined ? <StrategiesPage /> : <StrategyPage key={item} name={item} />;
    case 'orders':
      return <OrdersPage />;
    case 'risk':
      return <RiskPage />;
    case 'recordings':
      return <RecordingsPage />;
    case 'backtests':
      return <BacktestsPlace key={item} item={item} />;
    case 'replay':
      return <ReplayPlace key={item} item={item} />;
    case 'logs':
      return <LogsPage />;
    case 'settings':
      return <SettingsPage />;
    case undefined:
      return <NoSuchPage />;
  }
}
