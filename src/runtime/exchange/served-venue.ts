import { installData, installGeoblock } from '../../exchange/data/data-routes.ts';
import { orderSocketFault } from '../../exchange/faults/read-socket-fault.ts';
import { SocketFaults } from '../../exchange/faults/socket-faults.ts';
import { installGamma } from '../../exchange/gamma/gamma-routes.ts';
import { createExchangeServer, type ExchangeServer } from '../../exchange/http/exchange-server.ts';
import { OrderIntake } from '../../exchange/intake/order-intake.ts';
import type { SignerTier } from '../../exchange/limits/signer-limits.ts';
import { type AttachedSockets, attachSockets } from '../../exchange/sockets/attach-sockets.ts';
import type { LocalVenue } from '../../exchange/venue/local-venue.ts';
import type { Clock } from '../../ports/clock.ts';
import { verifyLogin, verifySentOrder } from './signatures.ts';

export type ServingOptions = {
  /** 0: any that is free. */
  readonly port: number;
  readonly tier: SignerTier | undefined;
  readonly clock: Clock;
  readonly onFault: (error: unknown) => void;
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
        },
      ],
      onError: onFault,
    });
    server.desk.faults.onSocket = (wish) => orderSocketFault(faults, wish);
    const sockets = attachSockets(server.app.server, { venue, clock, faults });
    return new ServedVenue(server, sockets, intake);
  }

  /** Everybody is sent away. */
  async stop(): Promise<void> {
    this.sockets.close();
    await this.server.close();
  }
}
