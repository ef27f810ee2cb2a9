import { answer, refusal } from './answer.ts';
import { type RouteInstaller, serve, serveOwn } from './exchange-desk.ts';
import { emptyPage } from './pages.ts';

/** The venue's programs pay nothing here: lists of nothing, in their shapes. */
export const installPrograms: RouteInstaller = (app, desk) => {
  for (const url of ['/rewards/markets/current', '/rewards/markets/:condition']) {
    serve(app, 'GET', url, emptyPage);
  }
  serve(app, 'GET', '/rebates/current', () => answer([]));
  serve(app, 'GET', '/fees/builder-fees/:code', () => refusal(404, 'builder not found'));
  // The official clients ask for it without a key (venue client 1.1.0, py-clob-client-v2 1.2.1).
  serve(app, 'GET', '/builder/trades', emptyPage);
  for (const url of ['/rewards/user', '/rewards/user/markets']) {
    serveOwn(app, desk, 'GET', url, emptyPage);
  }
  serveOwn(app, desk, 'GET', '/data/pre-migration-orders', emptyPage);
  serveOwn(app, desk, 'GET', '/rewards/user/total', () => answer([]));
  serveOwn(app, desk, 'GET', '/rewards/user/percentages', () => answer({}));
};
