import type { ApiKeys } from './api-keys.ts';
import type { InventedIds } from './invented-ids.ts';
import type { ApiKey } from './wallet.ts';

/**
 * Keys that may only look: each shows what the key that it was made with may see.
 *
 * ASSUMPTION, kept here alone: once that key is deleted, it shows nothing any more.
 */
export class ReadKeys {
  readonly #ids: InventedIds;
  readonly #keys: ApiKeys;
  readonly #byId = new Map<string, ApiKey>();
  #made = 0;

  constructor(ids: InventedIds, keys: ApiKeys) {
    this.#ids = ids;
    this.#keys = keys;
  }

  create(key: ApiKey): string {
    const id = this.#ids.uuid('read-key', key.id, String(++this.#made));
    this.#byId.set(id, key);
    return id;
  }

  /** The key whose view it shows; undefined where it is of another signer, or of nobody. */
  find(id: string, signer: string): ApiKey | undefined {
    const key = this.#byId.get(id);
    return key !== undefined && this.#isOf(signer, key) ? key : undefined;
  }

  of(signer: string): readonly string[] {
    return [...this.#byId].filter(([, key]) => this.#isOf(signer, key)).map(([id]) => id);
  }

  /** Whether there was such a key of that signer. */
  delete(id: string, signer: string): boolean {
    return this.find(id, signer) !== undefined && this.#byId.delete(id);
  }

  #isOf(signer: string, key: ApiKey): boolean {
    return key.signer === signer && this.#keys.byId(key.id) === key;
  }
}
