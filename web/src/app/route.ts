import { useSyncExternalStore } from 'react';

/** The pages, in the order in which they stand in the menu. */
export const PAGES = [
  { path: 'overview', title: 'Overview', key: 'o' },
  { path: 'markets', title: 'Markets', key: 'm' },
  { path: 'strategies', title: 'Strategies', key: 's' },
  { path: 'orders', title: 'Orders', key: 'd' },
  { path: 'risk', title: 'Risk', key: 'r' },
  { path: 'backtests', title: 'Backtests', key: 'b' },
  { path: 'replay', title: 'Replay', key: 'p' },
  { path: 'recordings', title: 'Recordings', key: 'c' },
  { path: 'logs', title: 'Logs', key: 'l' },
  { path: 'settings', title: 'Settings', key: 'e' },
] as const;

export type PagePath = (typeof PAGES)[number]['path'];

/** Where in the pages somebody is: a page (undefined: there is none of that name), what of it. */
export type Route = { readonly page: PagePath | undefined; readonly item: string | undefined };

/** "#/markets/btc-updown" as a route; an address that names no page is the overview. */
export function routeOf(hash: string): Route {
  if (/^#?\/?$/.test(hash) || tokenIn(hash) !== undefined) return OVERVIEW;
  const [, path, item = ''] = /^#\/([a-z]+)(?:\/(.*))?$/.exec(hash) ?? [];
  const page = PAGES.find((known) => known.path === path)?.path;
  return { page, item: page === undefined || item === '' ? undefined : decoded(item) };
}

const OVERVIEW: Route = { page: 'overview', item: undefined };

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

export function hrefOf(page: PagePath, item?: string): string {
  return item === undefined ? `#/${page}` : `#/${page}/${encodeURIComponent(item)}`;
}

export function goTo(page: PagePath): void {
  window.location.hash = hrefOf(page);
}

/** The route of now, as text: what stays equal is not drawn anew. */
export function useHash(): string {
  return useSyncExternalStore(
    (listener) => {
      window.addEventListener('hashchange', listener);
      return () => window.removeEventListener('hashchange', listener);
    },
    () => window.location.hash,
    () => '',
  );
}

/**
 * The token that an address carries ("#token=..."), whatever was copied with it; undefined: it
 * carries none.
 */
export function tokenIn(hash: string): string | undefined {
  return /^#token=(.+)$/.exec(hash)?.[1];
}
