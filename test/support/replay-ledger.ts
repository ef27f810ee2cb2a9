// What was sent and what is in an archive, in a form that can be compared whatever its length.
import { createHash } from 'node:crypto';

/** Texts in order: how many they were, and one hash of them all. */
export class TextLedger {
  count = 0;
  readonly #hash = createHash('sha256');

  add(text: string): void {
    this.count++;
    // With its length, so that no two lists run together into the same bytes.
    this.#hash.update(`${text.length} `).update(text);
  }

  /** Ends the ledger. */
  close(): string {
    return `${this.count} ${this.#hash.digest('hex')}`;
  }
}

/** The states that each token's book went through, message by message. */
export class BookLedger {
  readonly #tokens = new Map<string, TextLedger>();

  add(token: string, state: string): void {
    const ledger = this.#tokens.get(token) ?? new TextLedger();
    this.#tokens.set(token, ledger);
    ledger.add(state);
  }

  get states(): number {
    return [...this.#tokens.values()].reduce((sum, { count }) => sum + count, 0);
  }

  /** Ends both: the tokens of which they do not say the same, with what each says. */
  differences(other: BookLedger): string[] {
    const [here, there] = [this.#close(), other.#close()];
    const tokens = [...new Set([...here.keys(), ...there.keys()])].sort();
    return tokens
      .filter((token) => here.get(token) !== there.get(token))
      .map((token) => `${token}: ${here.get(token)}, ${there.get(token)}`);
  }

  #close(): Map<string, string> {
    return new Map([...this.#tokens].map(([token, ledger]) => [token, ledger.close()]));
  }
}
