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

function environmentOf(exchange: JudgedExchange): EnvironmentConfig {
  return forkEnvironmentConfig({
    name: 'local',
    rpc: NOWHERE,
    clob: {
      rest: exchange.clob,
      market: { ws: exchange.marketSocket },
      user: { ws: exchange.userSocket },
    },
    gamma: { rest: exchange.gamma },
    data: { rest: exchange.data },
    rtds: { ws: exchange.rtds },
    relayer: { rest: NOWHERE },
  });
}
