import { DATA_PREFIX, installData, installGeoblock } from '../../exchange/data/data-routes.ts';
import { orderSocketFault } from '../../exchange/faults/read-socket-fault.ts';
import { SocketFaults } from '../../exchange/faults/socket-faults.ts';
import { GAMMA_PREFIX, installGamma } from '../../exchange/gamma/gamma-routes.ts';
import { createExchangeServer, type ExchangeServer } from '../../exchange/http/exchange-server.ts';
import type { ServicePort } from '../../exchange/http/service-port.ts';
import { OrderIntake } from '../../exchange/intake/order-intake.ts';
import type { SignerTier } from '../../exchange/limits/signer-limits.ts';
import { installRelayer } from '../../exchange/relayer/relayer-routes.ts';
import { installRpc, RPC_PATH } from '../../exchange/rpc/rpc-routes.ts';
import { type AttachedSockets, attachSockets } from '../../exchange/sockets/attach-sockets.ts';
import type { LocalVenue } from '../../exchange/venue/local-venue.ts';
import type { Clock } from '../../ports/clock.ts';
import { verifyLogin, verifySentOrder } from './signatures.ts';

export type ServingOptions = {
  /** 0: any that is free. */
  readonly port: number;
  readonly ownPorts?: OwnPorts | undefined;
  readonly tier: SignerTier | undefined;
  readonly clock: Clock;
  readonly onFault: (error: unknown) => void;
};

/** Services that stand at ports of their own as well, as each has its own host at the venue. */
export type OwnPorts = {
  /** 0: any that is free. */
  readonly gamma?: number | undefined;
  readonly data?: number | undefined;
};

export type ServiceAddresses = {
  readonly gamma: string;
  readonly data: string;
  /** Of what is read from the chain. */
  readonly rpc: string;
};

/** The network of a venue on this machine, whoever trades there. */
export class ServedVenue {
  readonly server: ExchangeServer;
  readonly sockets: AttachedSockets;
  readonly intake: OrderIntake;

  private constructor(server: ExchangeServer, sockets: AttachedSockets, intake: OrderIntake) {
    this.server = server;
    this.sockets = sockets;
    this.intake = intake;
  }

  /** Serves from now on. @throws when the port is taken. */
  static async start(venue: LocalVenue, options: ServingOptions): Promise<ServedVenue> {
    const { port, tier, clock, onFault } = options;
    const intake = new OrderIntake(venue, verifySentOrder);
    const faults = new SocketFaults();
    const server = await createExchangeServer({
      venue,
      intake,
      verifyLogin,
      port,
      tier,
      installers: [
        (app) => {
          installGamma(app, venue);
          installData(app, venue);
          installGeoblock(app);
          installRpc(app, venue);
          installRelayer(app, venue);
        },
      ],
      ownPorts: servicePorts(options.ownPorts ?? {}),
      onError: onFault,
    });
    server.desk.faults.onSocket = (wish) => orderSocketFault(faults, wish);
    const sockets = attachSockets(server.app.server, { venue, clock, faults });
    return new ServedVenue(server, sockets, intake);
  }

  /** Addresses of the services that stand under a path or at a port of their own. */
  get services(): ServiceAddresses {
    const { server } = this;
    return {
      gamma: server.baseOf(GAMMA_PREFIX),
      data: server.baseOf(DATA_PREFIX),
      rpc: server.baseOf(RPC_PATH),
    };
  }

  /** Everybody is sent away. */
  async stop(): Promise<void> {
    this.sockets.close();
    await this.server.close();
  }
}

function servicePorts({ gamma, data }: OwnPorts): ServicePort[] {
  const wished = { [GAMMA_PREFIX]: gamma, [DATA_PREFIX]: data };
  return Object.entries(wished).flatMap(([prefix, port]) =>
    port === undefined ? [] : [{ prefix, port }],
  );
}
