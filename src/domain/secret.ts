/** Node prints an object by this method (util.inspect.custom); a pure room imports no Node. */
const inspected = Symbol.for('nodejs.util.inspect.custom');
const REDACTED = '[secret]';

/**
 * A text that must not be seen: a key, a password, a token. Every way of printing it, as text, as
 * JSON or by inspection, says only that there is one; it cannot be copied to another thread. The
 * text comes out through `reveal` alone, so that each place that uses it can be found.
 */
export class Secret {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  reveal(): string {
    return this.#text;
  }

  toString(): string {
    return REDACTED;
  }

  toJSON(): string {
    return REDACTED;
  }

  [inspected](): string {
    return REDACTED;
  }
}
