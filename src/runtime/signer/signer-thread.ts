// The one place where a private key is in the clear: a thread that signs what its policy lets pass,
// whatever the rest of the program asks.
import { parentPort, workerData } from 'node:worker_threads';
import { invariant } from '../../domain/invariant.ts';
import { ok, type Result, refuse } from '../../domain/result.ts';
import { Secret } from '../../domain/secret.ts';
import { MICROS_PER_MS, type Timestamp } from '../../domain/units.ts';
import { SigningPolicy } from '../../polymarket/orders/signing-policy.ts';
import type { TradingAccount } from '../../polymarket/orders/trading-account.ts';
import type { ExchangeContract } from '../../polymarket/signing/exchange-contract.ts';
import { l1Headers } from '../../polymarket/signing/l1-auth.ts';
import { type SignedStruct, signStruct } from '../../polymarket/signing/order-signature.ts';
import type { OrderStruct } from '../../polymarket/signing/order-struct.ts';
import { Signer } from '../../polymarket/signing/signer.ts';
import { openKeyFile } from '../../store/keys/key-file.ts';
import { accountOf } from './account-of.ts';
import { serveSigner } from './signer-line.ts';
import type { PlainApiKey, SignerOpened, SignerStart } from './signer-messages.ts';
import { warmUp } from './warm-up.ts';

type Opened = {
  readonly signer: Signer;
  readonly account: TradingAccount;
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
  const account = accountOf(signer.value.address, file.value.wallet);
  if (!account.ok) return account;
  const plain = api && {
    key: api.key,
    secret: api.secret.reveal(),
    passphrase: api.passphrase.reveal(),
  };
  const policy = new SigningPolicy(account.value, limits);
  return ok({ signer: signer.value, account: account.value, policy, api: plain });
}

function signed(
  { signer, policy }: Opened,
  order: OrderStruct,
  exchange: ExchangeContract | undefined,
): Result<SignedStruct> {
  if (exchange === undefined) {
    return refuse('policy_contract', 'the contract is none of the venue');
  }
  const admitted = policy.admit(order, exchange, (Date.now() * MICROS_PER_MS) as Timestamp);
  return admitted.ok ? ok(signStruct(signer, order, exchange)) : admitted;
}

invariant(parentPort !== null, 'the signer runs in a thread of its own');
const start = workerData as SignerStart;
const opened = await open(start);
if (opened.ok) warmUp();
const first: SignerOpened = opened.ok
  ? ok({
      address: opened.value.signer.address,
      account: opened.value.account,
      api: opened.value.api,
    })
  : opened;
parentPort.postMessage(first);
if (opened.ok) {
  const { signer, policy } = opened.value;
  serveSigner(start.line, {
    order: (order, exchange) => signed(opened.value, order, exchange),
    signedToday: () => policy.signed,
    login: (seconds, nonce) => l1Headers(signer, seconds, nonce),
  });
}
