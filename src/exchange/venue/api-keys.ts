import type { InventedIds } from './invented-ids.ts';
import { ownedWallets } from './owned-wallets.ts';
import type { ApiKey } from './wallet.ts';

/** The API keys of all signers, made from an address and a nonce: the same in each run. */
export class ApiKeys {
  readonly #ids: InventedIds;
  readonly #byId = new Map<string, ApiKey>();
  readonly #deleted = new Set<string>();
  /** Signers that have or had a key, by the wallets that they own. */
  readonly #owners = new Map<string, string>();

  constructor(ids: InventedIds) {
    this.#ids = ids;
  }

  /** The key of a signer and nonce; undefined where none was made, or it was deleted. */
  derive(signer: string, nonce: string): ApiKey | undefined {
    return this.#byId.get(this.#idOf(signer, nonce));
  }

  /** Makes a key, or gives the one that is there. */
  create(signer: string, nonce: string): ApiKey {
    const id = this.#idOf(signer, nonce);
    const made = this.#byId.get(id) ?? {
      id,
      secret: this.#ids.secret('secret', signer, nonce),
      passphrase: this.#ids.hash('passphrase', signer, nonce).slice(2),
      signer,
      nonce,
    };
    this.#deleted.delete(id);
    this.#byId.set(id, made);
    for (const wallet of ownedWallets(signer)) this.#owners.set(wallet, signer);
    return made;
  }

  /** A key by its id. That of an earlier run of this exchange is known again by its signer. */
  find(id: string, signer: string): ApiKey | undefined {
    const found = this.#byId.get(id);
    if (found !== undefined) return found.signer === signer ? found : undefined;
    if (this.#deleted.has(id) || this.#idOf(signer, '0') !== id) return undefined;
    return this.create(signer, '0');
  }

  /** The key with an id, whoever asks. */
  byId(id: string): ApiKey | undefined {
    return this.#byId.get(id);
  }

  /** The signer that owns the wallet at an address, lower case, if it was ever given a key. */
  ownerOf(address: string): string | undefined {
    return this.#owners.get(address);
  }

  of(signer: string): readonly ApiKey[] {
    return [...this.#byId.values()].filter((key) => key.signer === signer);
  }

  delete({ id }: ApiKey): void {
    this.#byId.delete(id);
    this.#deleted.add(id);
  }

  #idOf(signer: string, nonce: string): string {
    return this.#ids.uuid('key', signer, nonce);
  }
}
