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
  for (const url of ['/rewards/user', '/rewards/user/markets', '/builder/trades']) {
    serveOwn(app, desk, 'GET', url, emptyPage);
  }
  serveOwn(app, desk, 'GET', '/data/pre-migration-orders', emptyPage);
  serveOwn(app, desk, 'GET', '/rewards/user/total', () => answer([]));
  serveOwn(app, desk, 'GET', '/rewards/user/percentages', () => answer({}));
};
