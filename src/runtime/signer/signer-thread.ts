// The one place where a private key is in the clear: a thread that signs what its policy lets pass,
// whatever the rest of the program asks.
import { parentPort, workerData } from 'node:worker_threads';
import { invariant } from '../../domain/invariant.ts';
import { ok, type Result, refuse } from '../../domain/result.ts';
import { Secret } from '../../domain/secret.ts';
import { SigningPolicy } from '../../polymarket/orders/signing-policy.ts';
import type { TradingAccount } from '../../polymarket/orders/trading-account.ts';
import { l1Headers } from '../../polymarket/signing/l1-auth.ts';
import { Signer } from '../../polymarket/signing/signer.ts';
import { openKeyFile } from '../../store/keys/key-file.ts';
import { accountOf } from './account-of.ts';
import { PolicedSigner } from './policed-signer.ts';
import { nobodysSigner } from './rehearsal.ts';
import { serveSigner } from './signer-line.ts';
import type { PlainApiKey, SignerOpened, SignerStart } from './signer-messages.ts';

type Opened = {
  readonly signer: Signer;
  readonly account: TradingAccount;
  readonly own: PolicedSigner;
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
  const own = new PolicedSigner(signer.value, new SigningPolicy(account.value, limits));
  return ok({ signer: signer.value, account: account.value, own, api: plain });
}

invariant(parentPort !== null, 'the signer runs in a thread of its own');
const start = workerData as SignerStart;
const opened = await open(start);
const first: SignerOpened = opened.ok
  ? ok({
      address: opened.value.signer.address,
      account: opened.value.account,
      api: opened.value.api,
      signedToday: opened.value.own.signedToday,
    })
  : opened;
parentPort.postMessage(first);
if (opened.ok) {
  const { signer, own } = opened.value;
  serveSigner(start.line, {
    own,
    nobody: nobodysSigner(),
    login: (seconds, nonce) => l1Headers(signer, seconds, nonce),
  });
}
