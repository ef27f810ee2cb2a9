// A session of @polymarket/client: unmodified but for its addresses.
import {
  createSecureClient,
  type EnvironmentConfig,
  forkEnvironmentConfig,
  type SecureClient,
} from '@polymarket/client';
import { privateKey } from '@polymarket/client/viem';
import type { Judged, JudgedExchange } from './judged-exchange.ts';

/** Nothing listens there: what an account that signs for itself does must need no chain. */
const NOWHERE = 'http://127.0.0.1:9';

export function openSecureClient(exchange: JudgedExchange, judged: Judged): Promise<SecureClient> {
  const environment = environmentOf(exchange);
  const signer = privateKey(judged.privateKey);
  return createSecureClient({ environment, signer, wallet: judged.account });
}

/** For the deposit wallet of the key, which the client derives: it asks a relayer and the chain. */
export function openDepositClient({ exchange, privateKey: key }: Judged): Promise<SecureClient> {
  const chain = { rpc: `${exchange.clob}/rpc`, relayer: `${exchange.clob}/relayer` };
  return createSecureClient({
    environment: environmentOf(exchange, chain),
    signer: privateKey(key),
  });
}

function environmentOf(
  exchange: JudgedExchange,
  { rpc, relayer } = { rpc: NOWHERE, relayer: NOWHERE },
): EnvironmentConfig {
  return forkEnvironmentConfig({
    name: 'local',
    rpc,
    clob: {
      rest: exchange.clob,
      market: { ws: exchange.marketSocket },
      user: { ws: exchange.userSocket },
    },
    gamma: { rest: exchange.gamma },
    data: { rest: exchange.data },
    rtds: { ws: exchange.rtds },
    relayer: { rest: relayer },
  });
}
