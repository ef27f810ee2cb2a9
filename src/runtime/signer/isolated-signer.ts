import { setImmediate as nextTurn } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { invariant } from '../../domain/invariant.ts';
import { ok, type Result, refuse } from '../../domain/result.ts';
import { Secret } from '../../domain/secret.ts';
import type { Usd } from '../../domain/units.ts';
import type { UnsignedOrder } from '../../polymarket/orders/order-builder.ts';
import { SignedDay } from '../../polymarket/orders/signed-day.ts';
import type { PolicyLimits } from '../../polymarket/orders/signing-policy.ts';
import type { TradingAccount } from '../../polymarket/orders/trading-account.ts';
import type { Address } from '../../polymarket/signing/address.ts';
import type { ApiCredentials } from '../../polymarket/signing/api-credentials.ts';
import { EXCHANGE_V2, type ExchangeContract } from '../../polymarket/signing/exchange-contract.ts';
import type { L1Headers } from '../../polymarket/signing/l1-auth.ts';
import type { OrderSignature } from '../../polymarket/signing/order-signature.ts';
import { machineNow } from './machine-now.ts';
import { REHEARSALS, rehearsalOrder } from './rehearsal.ts';
import { AskingEnd } from './signer-line.ts';
import type { SignerOpened, SignerStart } from './signer-messages.ts';
import { openLine } from './sync-line.ts';

/** Orders that it was asked to sign, and what became of them: refusals by their code. */
type SignCounts = {
  readonly signed: number;
  readonly refused: Readonly<Record<string, number>>;
};

/** Some ms. */
const REHEARSALS_A_TURN = 50;

const GONE = refuse('signer_gone', 'the thread that signs has ended: nothing can be signed');

/** A key that signs in a thread of its own, within its policy. Nothing gives the key back. */
export class IsolatedSigner {
  readonly address: Address;
  /** Whom it signs orders for: itself, or the wallet that is sealed with the key. */
  readonly account: TradingAccount;
  /** Sealed with the key; undefined: none was derived yet. */
  readonly api: ApiCredentials | undefined;
  readonly #worker: Worker;
  readonly #line: AskingEnd;
  /** By the last answer. */
  readonly #day = new SignedDay();
  #signed = 0;
  readonly #refused = new Map<string, number>();
  #isGone = false;

  private constructor(
    worker: Worker,
    line: AskingEnd,
    { address, account, signedToday }: Pick<IsolatedSigner, 'address' | 'account' | 'signedToday'>,
    api: ApiCredentials | undefined,
  ) {
    this.#worker = worker;
    this.#line = line;
    this.address = address;
    this.account = account;
    this.api = api;
    this.#day.set(machineNow(), signedToday);
    const gone = () => {
      this.#isGone = true;
    };
    worker.on('error', gone);
    worker.on('exit', gone);
    // It ends with the program, however that ends.
    worker.unref();
  }

  /** Opens a sealed key in a new thread. Refuses as openKeyFile does. */
  static async open(
    path: string,
    passphrase: Secret,
    limits: PolicyLimits,
  ): Promise<Result<IsolatedSigner>> {
    const line = openLine();
    const workerData: SignerStart = {
      path,
      passphrase: passphrase.reveal(),
      limits,
      line,
    };
    const thread = new URL('./signer-thread.ts', import.meta.url);
    const worker = new Worker(thread, { workerData });
    const opened = await firstWord(worker);
    if (!opened.ok) {
      await worker.terminate();
      return opened;
    }
    const { api, ...who } = opened.value;
    const credentials = api && {
      key: api.key,
      secret: new Secret(api.secret),
      passphrase: new Secret(api.passphrase),
    };
    return ok(new IsolatedSigner(worker, new AskingEnd(line), who, credentials));
  }

  /** Dollars of orders that were signed today, those of earlier runs with them. */
  get signedToday(): Usd {
    return this.#day.worthAt(machineNow());
  }

  get counts(): SignCounts {
    return { signed: this.#signed, refused: Object.fromEntries(this.#refused) };
  }

  /**
   * Refuses with codes of the policy ("policy_…"), `not_signed` where the order is broken, and
   * `signer_gone`.
   */
  sign(unsigned: UnsignedOrder, contract: ExchangeContract): Result<OrderSignature> {
    const signed = this.#order(unsigned, contract);
    if (signed.ok) this.#signed++;
    else this.#refused.set(signed.code, (this.#refused.get(signed.code) ?? 0) + 1);
    return signed;
  }

  #order({ order }: UnsignedOrder, contract: ExchangeContract): Result<OrderSignature> {
    const asked = this.#asked((line) => line.order(order, contract));
    if (!asked.ok) return asked;
    this.#day.set(machineNow(), asked.value.signedToday);
    return asked.value.signed;
  }

  /**
   * Has orders of nobody signed, so that the first real ones are as fast as later ones: a desk
   * signs too seldom to warm up by itself. Others have their turns meanwhile. Refuses as
   * {@link sign} does: who cannot rehearse signs nothing later either.
   */
  async rehearse(): Promise<Result<void>> {
    for (let salt = 1; salt <= REHEARSALS; salt++) {
      const answer = this.#asked((line) => line.rehearse(rehearsalOrder(salt), EXCHANGE_V2));
      if (!answer.ok) return answer;
      invariant(answer.value.signed.ok, 'what is rehearsed is signed, or nothing is warm');
      if (salt % REHEARSALS_A_TURN === 0) await nextTurn();
    }
    return ok(undefined);
  }

  /** Proves control of the account. `seconds`: the venue's time. */
  login(seconds: number, nonce: number): Result<L1Headers> {
    return this.#asked((line) => line.login(seconds, nonce));
  }

  /** The key is gone with its thread. */
  async close(): Promise<void> {
    this.#isGone = true;
    await this.#worker.terminate();
  }

  #asked<Answer>(ask: (line: AskingEnd) => Result<Answer>): Result<Answer> {
    if (this.#isGone) return GONE;
    const answer = ask(this.#line);
    if (answer.ok || answer.code !== 'no_answer') return answer;
    this.#isGone = true;
    return GONE;
  }
}

function firstWord(worker: Worker): Promise<SignerOpened> {
  return new Promise((resolve) => {
    worker.once('message', resolve);
    worker.once('error', () => resolve(GONE));
    worker.once('exit', () => resolve(GONE));
  });
}
