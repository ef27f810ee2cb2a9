// The one place where a private key is in the clear: a thread that signs what its policy lets pass,
// whatever the rest of the program asks.
import { parentPort, workerData } from 'node:worker_threads';
import { invariant } from '../../domain/invariant.ts';
import { ok, type Result, refuse } from '../../domain/result.ts';
import { Secret } from '../../domain/secret.ts';
import { MICROS_PER_MS, type Timestamp } from '../../domain/units.ts';
import { SigningPolicy } from '../../polymarket/orders/signing-policy.ts';
import { tradingAccount } from '../../polymarket/orders/trading-account.ts';
import {
  EXCHANGE_V2,
  EXCHANGE_V3,
  NEG_RISK_EXCHANGE_V2,
} from '../../polymarket/signing/exchange-contract.ts';
import { EOA } from '../../polymarket/signing/exchange-order.ts';
import { l1Headers } from '../../polymarket/signing/l1-auth.ts';
import { type OrderSignature, signOrder } from '../../polymarket/signing/order-signature.ts';
import { Signer } from '../../polymarket/signing/signer.ts';
import { openKeyFile } from '../../store/keys/key-file.ts';
import type { PlainApiKey, SignerAnswer, SignerRequest, SignerStart } from './signer-messages.ts';

const CONTRACTS = [EXCHANGE_V2, NEG_RISK_EXCHANGE_V2, EXCHANGE_V3];

type Opened = {
  readonly signer: Signer;
  readonly policy: SigningPolicy;
  readonly api: PlainApiKey | undefined;
};

async function open({ path, passphrase, limits }: SignerStart): Promise<Result<Opened>> {
  const file = await openKeyFile(path, new Secret(passphrase));
  if (!file.ok) return file;
  const { privateKey, api, address } = file.value;
  const signer = Signer.from(privateKey);
  if (!signer.ok) return signer;
  if (signer.value.address.toLowerCase() !== address.toLowerCase()) {
    return refuse('bad_key_file', `${path} holds the key of another address than it says`);
  }
  const account = tradingAccount(EOA, signer.value.address, undefined);
  if (!account.ok) return account;
  const plain = api && {
    key: api.key,
    secret: api.secret.reveal(),
    passphrase: api.passphrase.reveal(),
  };
  const policy = new SigningPolicy(account.value, limits);
  return ok({ signer: signer.value, policy, api: plain });
}

function say(answer: SignerAnswer): void {
  parentPort?.postMessage(answer);
}

function answer({ signer, policy }: Opened, request: SignerRequest): void {
  if (request.kind === 'login') {
    const { id, seconds, nonce } = request;
    say({ kind: 'login', id, headers: l1Headers(signer, seconds, nonce) });
    return;
  }
  const { id, unsigned, contract } = request;
  const exchange = CONTRACTS.find(({ address }) => address === contract);
  const signed = (): Result<OrderSignature> => {
    if (exchange === undefined) {
      return refuse('policy_contract', `${contract} is no contract of the venue`);
    }
    try {
      const admitted = policy.admit(unsigned, exchange, (Date.now() * MICROS_PER_MS) as Timestamp);
      return admitted.ok ? ok(signOrder(signer, unsigned.order, exchange)) : admitted;
    } catch {
      // One broken order must not end the thread for all others.
      return refuse('not_signed', 'the order cannot be signed as it is');
    }
  };
  say({ kind: 'order', id, signed: signed(), signedToday: policy.signed });
}

invariant(parentPort !== null, 'the signer runs in a thread of its own');
const opened = await open(workerData as SignerStart);
if (opened.ok) {
  parentPort.on('message', (request: SignerRequest) => answer(opened.value, request));
  const { signer, api } = opened.value;
  say({ kind: 'opened', opened: ok({ address: signer.address, api }) });
} else say({ kind: 'opened', opened });
