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
import { HeartbeatKeeper, type HeartbeatState } from './heartbeat-keeper.ts';
import { type ServiceOptions, VenueService } from './service.ts';

/** What the holder of an API key can do. */
export type ClobDesk = {
  readonly orders: ClobOrders;
  readonly account: ClobAccount;
  /** Unused until it is started; from then on orders depend on it. */
  readonly heartbeat: HeartbeatKeeper;
};

export type DeskOptions = {
  readonly patience?: Partial<Patience>;
  readonly onHeartbeat?: (state: HeartbeatState) => void;
  /** A heartbeat threw, or who hears of them: a fault of the program; they go on. */
  readonly onFault?: (error: unknown) => void;
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
  desk(account: Address, credentials: ApiCredentials, options: DeskOptions = {}): ClobDesk {
    const authorize = withKey(account, credentials, this.state);
    const { clock, limiter } = this.#options;
    const heartbeat = new HeartbeatKeeper({
      heartbeat: new ClobHeartbeat(this.#service, authorize),
      clock,
      onChange: options.onHeartbeat,
      onFault: options.onFault ?? (() => {}),
    });
    const mayPost = () => {
      const may = this.state.maySign();
      return may.ok ? heartbeat.maySubmit() : may;
    };
    const { patience } = options;
    const orders = { state: this.state, mayPost, authorize, limiter, patience };
    return {
      orders: new ClobOrders(this.#service, orders),
      account: new ClobAccount(this.#service, authorize, this.state),
      heartbeat,
    };
  }
}
