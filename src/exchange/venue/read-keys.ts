import type { InventedIds } from './invented-ids.ts';
import type { ApiKey } from './wallet.ts';

/** Keys that may only look: each shows what the key that it was made with may see. */
export class ReadKeys {
  readonly #ids: InventedIds;
  readonly #byId = new Map<string, ApiKey>();
  #made = 0;

  constructor(ids: InventedIds) {
    this.#ids = ids;
  }

  create(key: ApiKey): string {
    const id = this.#ids.uuid('read-key', key.id, String(++this.#made));
    this.#byId.set(id, key);
    return id;
  }

  /** The key whose view it shows; undefined where it is of another signer, or of nobody. */
  find(id: string, signer: string): ApiKey | undefined {
    const key = this.#byId.get(id);
    return key?.signer === signer ? key : undefined;
  }

  of(signer: string): readonly string[] {
    return [...this.#byId].filter(([, key]) => key.signer === signer).map(([id]) => id);
  }

  /** Whether there was such a key of that signer. */
  delete(id: string, signer: string): boolean {
    return this.find(id, signer) !== undefined && this.#byId.delete(id);
  }
}
