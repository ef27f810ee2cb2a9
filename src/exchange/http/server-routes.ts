import { MICROS_PER_SECOND } from '../../domain/units.ts';
import { answer } from './answer.ts';
import { type RouteInstaller, serve } from './exchange-desk.ts';

/** Of the order struct that signatures are of. */
const ORDER_VERSION = 2;

export const installServerState: RouteInstaller = (app, { venue }) => {
  serve(app, 'GET', '/ok', () => answer('OK'));
  serve(app, 'GET', '/', () => answer('OK'));
  serve(app, 'GET', '/time', () => answer(Math.floor(venue.now() / MICROS_PER_SECOND)));
  serve(app, 'GET', '/version', () => answer({ version: ORDER_VERSION }));
};
