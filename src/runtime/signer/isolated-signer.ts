import { Worker } from 'node:worker_threads';
import { ok, type Result, refuse } from '../../domain/result.ts';
import { Secret } from '../../domain/secret.ts';
import { NO_USD, type Usd } from '../../domain/units.ts';
import type { UnsignedOrder } from '../../polymarket/orders/order-builder.ts';
import type { PolicyLimits } from '../../polymarket/orders/signing-policy.ts';
import type { Address } from '../../polymarket/signing/address.ts';
import type { ApiCredentials } from '../../polymarket/signing/api-credentials.ts';
import type { ExchangeContract } from '../../polymarket/signing/exchange-contract.ts';
import type { L1Headers } from '../../polymarket/signing/l1-auth.ts';
import type { OrderSignature } from '../../polymarket/signing/order-signature.ts';
import type { SignerAnswer, SignerRequest, SignerStart } from './signer-messages.ts';

type Waiting = (answer: SignerAnswer | undefined) => void;
type Asked = SignerRequest extends infer R
  ? R extends SignerRequest
    ? Omit<R, 'id'>
    : never
  : never;

/** Orders that it was asked to sign, and what became of them: refusals by their code. */
type SignCounts = {
  readonly signed: number;
  readonly refused: Readonly<Record<string, number>>;
};

const GONE = refuse('signer_gone', 'the thread that signs has ended: nothing can be signed');

/** A key that signs in a thread of its own, within its policy. Nothing gives the key back. */
export class IsolatedSigner {
  readonly address: Address;
  /** Sealed with the key; undefined: none was derived yet. */
  readonly api: ApiCredentials | undefined;
  /** Dollars of orders that were signed today, by the last answer. */
  signedToday: Usd = NO_USD;
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  #asked = 0;
  #signed = 0;
  readonly #refused = new Map<string, number>();
  #isGone = false;

  private constructor(worker: Worker, address: Address, api: ApiCredentials | undefined) {
    this.#worker = worker;
    this.address = address;
    this.api = api;
    worker.on('message', (answer: SignerAnswer) => this.#hear(answer));
    worker.on('error', () => this.#end());
    worker.on('exit', () => this.#end());
    // A command that ends on another way than planned must not hang on a thread that nobody waits
    // for. After the listeners, since they hold the process as well.
    worker.unref();
  }

  /** Opens a sealed key in a new thread. Refuses as openKeyFile does. */
  static async open(
    path: string,
    passphrase: Secret,
    limits: PolicyLimits,
  ): Promise<Result<IsolatedSigner>> {
    const workerData: SignerStart = { path, passphrase: passphrase.reveal(), limits };
    const worker = new Worker(new URL('./signer-thread.ts', import.meta.url), { workerData });
    const first = await firstWord(worker);
    if (first?.kind !== 'opened' || !first.opened.ok) {
      await worker.terminate();
      return first?.kind === 'opened' && !first.opened.ok ? first.opened : GONE;
    }
    const { address, api } = first.opened.value;
    const credentials = api && {
      key: api.key,
      secret: new Secret(api.secret),
      passphrase: new Secret(api.passphrase),
    };
    return ok(new IsolatedSigner(worker, address, credentials));
  }

  get counts(): SignCounts {
    return { signed: this.#signed, refused: Object.fromEntries(this.#refused) };
  }

  /**
   * Refuses with codes of the policy ("policy_…"), `not_signed` where the order is broken, and
   * `signer_gone`.
   */
  async sign(unsigned: UnsignedOrder, contract: ExchangeContract): Promise<Result<OrderSignature>> {
    const signed = await this.#order(unsigned, contract);
    if (signed.ok) this.#signed++;
    else this.#refused.set(signed.code, (this.#refused.get(signed.code) ?? 0) + 1);
    return signed;
  }

  async #order(
    unsigned: UnsignedOrder,
    { address: contract }: ExchangeContract,
  ): Promise<Result<OrderSignature>> {
    try {
      const answer = await this.#ask({ kind: 'order', unsigned, contract });
      if (answer?.kind !== 'order') return GONE;
      this.signedToday = answer.signedToday as Usd;
      return answer.signed;
    } catch {
      return refuse('not_signed', 'the order cannot be handed to the thread that signs');
    }
  }

  /** Proves control of the account. `seconds`: the venue's time. */
  async login(seconds: number, nonce: number): Promise<Result<L1Headers>> {
    const answer = await this.#ask({ kind: 'login', seconds, nonce });
    return answer?.kind === 'login' ? ok(answer.headers) : GONE;
  }

  /** The key is gone with its thread. */
  async close(): Promise<void> {
    await this.#worker.terminate();
  }

  #ask(asked: Asked): Promise<SignerAnswer | undefined> {
    if (this.#isGone) return Promise.resolve(undefined);
    return new Promise((resolve) => {
      const id = ++this.#asked;
      // Throws where it cannot be copied: before anybody waits.
      this.#worker.postMessage({ ...asked, id });
      this.#waiting.set(id, resolve);
      this.#worker.ref();
    });
  }

  #hear(answer: SignerAnswer): void {
    if (answer.kind === 'opened') return;
    this.#waiting.get(answer.id)?.(answer);
    this.#waiting.delete(answer.id);
    if (this.#waiting.size === 0) this.#worker.unref();
  }

  /** Whoever waits is told: nothing hangs. */
  #end(): void {
    this.#isGone = true;
    for (const resolve of this.#waiting.values()) resolve(undefined);
    this.#waiting.clear();
  }
}

function firstWord(worker: Worker): Promise<SignerAnswer | undefined> {
  return new Promise((resolve) => {
    worker.once('message', resolve);
    worker.once('error', () => resolve(undefined));
    worker.once('exit', () => resolve(undefined));
  });
}
