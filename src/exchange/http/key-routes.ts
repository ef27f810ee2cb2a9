import type { FastifyRequest } from 'fastify';
import { type Login, readLogin } from '../auth/login.ts';
import type { ApiKey } from '../venue/wallet.ts';
import { type Answer, answer, refusal } from './answer.ts';
import { objectBody } from './asked.ts';
import { type ExchangeDesk, type RouteInstaller, serve, serveOwn } from './exchange-desk.ts';

export const installKeys: RouteInstaller = (app, desk) => {
  const { keys } = desk.venue;
  serve(app, 'POST', '/auth/api-key', (request) =>
    withLogin(request, desk, ({ address, nonce }) => credentials(keys.create(address, nonce))),
  );
  serve(app, 'GET', '/auth/derive-api-key', (request) =>
    withLogin(request, desk, ({ address, nonce }) => {
      const key = keys.derive(address, nonce);
      return key === undefined ? refusal(400, 'Could not derive api key!') : credentials(key);
    }),
  );
  serveOwn(app, desk, 'GET', '/auth/api-keys', (_request, { signer }) =>
    answer({ apiKeys: keys.of(signer).map(({ id }) => id) }),
  );
  serveOwn(app, desk, 'DELETE', '/auth/api-key', (_request, key) => {
    keys.delete(key);
    return answer('OK');
  });
  installReadKeys(app, desk);
  serveOwn(app, desk, 'GET', '/auth/ban-status/closed-only', () => answer({ closed_only: false }));
};

/** Shapes: venue's clients (py-clob-client-v2 1.2.1, Rust sdk v2 0.9.0). */
const installReadKeys: RouteInstaller = (app, desk) => {
  const { readKeys } = desk;
  const url = '/auth/readonly-api-key';
  serveOwn(app, desk, 'POST', url, (_request, key) => answer({ apiKey: readKeys.create(key) }));
  serveOwn(app, desk, 'GET', `${url}s`, (_request, { signer }) =>
    answer({ readonlyApiKeys: readKeys.of(signer) }),
  );
  serveOwn(app, desk, 'DELETE', url, (request, { signer }) => {
    const body = objectBody(request);
    const named = body.ok ? body.value.key : undefined;
    if (typeof named !== 'string') return refusal(400, 'Invalid payload');
    // ASSUMPTION, kept here alone: what the venue says of a key that is not there is not known.
    return readKeys.delete(named, signer) ? answer('OK') : refusal(404, 'api key not found');
  });
};

function withLogin(
  { headers }: FastifyRequest,
  { verifyLogin, venue }: ExchangeDesk,
  then: (login: Login) => Answer,
): Answer {
  const login = readLogin(headers, verifyLogin, venue.time);
  return login.ok ? then(login.value) : refusal(401, 'Invalid L1 Request headers');
}

function credentials({ id, secret, passphrase }: ApiKey): Answer {
  return answer({ apiKey: id, secret, passphrase });
}
