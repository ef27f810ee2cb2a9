import type { Address } from '../signing/address.ts';
import type { ApiCredentials } from '../signing/api-credentials.ts';
import { ClobAccount } from './clob-account.ts';
import { withKey } from './clob-key.ts';
import { ClobLogin } from './clob-login.ts';
import { ClobMarkets } from './clob-markets.ts';
import { ClobOrders, type Patience } from './clob-orders.ts';
import { ClobPrograms } from './clob-programs.ts';
import { ClobState } from './clob-state.ts';
import { ClobHeartbeat } from './heartbeat.ts';
import { type ServiceOptions, VenueService } from './service.ts';

/** What the holder of an API key can do. */
export type ClobDesk = {
  readonly orders: ClobOrders;
  readonly account: ClobAccount;
  readonly heartbeat: ClobHeartbeat;
};

/** The service that trades. What needs no key is here; with a key comes a {@link ClobDesk}. */
export class ClobClient {
  readonly state: ClobState;
  readonly markets: ClobMarkets;
  readonly login: ClobLogin;
  readonly programs: ClobPrograms;
  readonly #service: VenueService;
  readonly #options: ServiceOptions;

  /** `base`: services.ts, or that of an exchange on this machine. */
  constructor(base: string, options: ServiceOptions) {
    this.#options = options;
    this.#service = new VenueService(base, options);
    this.state = new ClobState(this.#service, options.clock, options.venueClock);
    this.markets = new ClobMarkets(this.#service);
    this.programs = new ClobPrograms(this.#service);
    this.login = new ClobLogin(this.#service, this.state);
  }

  /** `account`: the address of the signer, for wallets too. */
  desk(account: Address, credentials: ApiCredentials, patience?: Partial<Patience>): ClobDesk {
    const authorize = withKey(account, credentials, this.state);
    const { limiter } = this.#options;
    return {
      orders: new ClobOrders(this.#service, this.state, authorize, limiter, patience),
      account: new ClobAccount(this.#service, authorize),
      heartbeat: new ClobHeartbeat(this.#service, authorize),
    };
  }
}
