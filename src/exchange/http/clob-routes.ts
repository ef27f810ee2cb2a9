import { installAccount } from './account-routes.ts';
import { installBooks } from './book-routes.ts';
import { installCancels } from './cancel-routes.ts';
import { installControl } from './control-routes.ts';
import type { RouteInstaller } from './exchange-desk.ts';
import { installHeartbeats } from './heartbeat-routes.ts';
import { installHistories } from './history-routes.ts';
import { installKeys } from './key-routes.ts';
import { installMarkets } from './market-routes.ts';
import { installOrders } from './order-routes.ts';
import { installOwnOrders } from './own-order-routes.ts';
import { installPrices } from './price-routes.ts';
import { installPrograms } from './program-routes.ts';
import { installServerState } from './server-routes.ts';

/** All that the venue's order service answers, and the exchange's own control paths. */
export const installClob: RouteInstaller = (app, desk) => {
  for (const install of [
    installServerState,
    installBooks,
    installPrices,
    installHistories,
    installMarkets,
    installKeys,
    installOrders,
    installCancels,
    installOwnOrders,
    installAccount,
    installHeartbeats,
    installPrograms,
    installControl,
  ]) {
    install(app, desk);
  }
};
