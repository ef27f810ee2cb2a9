import type { FastifyInstance, FastifyRequest, HTTPMethods } from 'fastify';
import type { KeyCheck } from '../auth/key-check.ts';
import { header, type VerifyLogin } from '../auth/login.ts';
import type { FaultDesk } from '../faults/fault-desk.ts';
import type { OrderIntake } from '../intake/order-intake.ts';
import type { SignerLimits } from '../limits/signer-limits.ts';
import type { LocalVenue } from '../venue/local-venue.ts';
import type { ReadKeys } from '../venue/read-keys.ts';
import type { ApiKey } from '../venue/wallet.ts';
import { type Answer, refusal, send } from './answer.ts';
import { rawBody } from './asked.ts';

/** What routes work with. */
export type ExchangeDesk = {
  readonly venue: LocalVenue;
  readonly intake: OrderIntake;
  readonly verifyLogin: VerifyLogin;
  readonly keyCheck: KeyCheck;
  readonly readKeys: ReadKeys;
  readonly limits: SignerLimits;
  readonly faults: FaultDesk;
};

/** Adds routes to a server that does not listen yet. */
export type RouteInstaller = (app: FastifyInstance, desk: ExchangeDesk) => void;

const NO_KEY = refusal(401, 'Unauthorized/Invalid api key');

type Told = Answer | Promise<Answer>;

/** A route that everybody may ask. */
export function serve(
  app: FastifyInstance,
  method: HTTPMethods,
  url: string,
  handle: (request: FastifyRequest) => Told,
): void {
  app.route({
    method,
    url,
    handler: (request, reply) => {
      const told = handle(request);
      if (!(told instanceof Promise)) send(reply, told);
      else told.then((later) => send(reply, later)).catch((error: unknown) => reply.send(error));
    },
  });
}

/** A route for the holder of an API key. */
export function serveOwn(
  app: FastifyInstance,
  { keyCheck, readKeys }: ExchangeDesk,
  method: HTTPMethods,
  url: string,
  handle: (request: FastifyRequest, key: ApiKey) => Told,
): void {
  serve(app, method, url, (request) => {
    const { headers, method: asked, url: path } = request;
    // Orders and trades are shown to who may only look, without a signature.
    const readKey = header(headers, 'poly_readonly_api_key');
    if (readKey !== '' && asked === 'GET' && path.startsWith('/data/')) {
      const shown = readKeys.find(readKey, header(headers, 'poly_address').toLowerCase());
      return shown === undefined ? NO_KEY : handle(request, shown);
    }
    const key = keyCheck.check(headers, { method: asked, url: path, body: rawBody(request) });
    return key.ok ? handle(request, key.value) : NO_KEY;
  });
}
