import type { LineListener } from '../../server/line-stream.ts';

/**
 * Listeners, and which of them is behind: one that did not take a line gets a whole document when
 * it is ready again, and nothing is queued for it meanwhile.
 */
export class ToldListeners {
  readonly #behind = new Map<LineListener, boolean>();

  get count(): number {
    return this.#behind.size;
  }

  /** Whether anybody would take a line now. */
  get isAnyReady(): boolean {
    for (const listener of this.#behind.keys()) if (listener.isReady) return true;
    return false;
  }

  /** To be told the whole first. */
  add(listener: LineListener): void {
    this.#behind.set(listener, true);
  }

  remove(listener: LineListener): void {
    this.#behind.delete(listener);
  }

  /** `line`: undefined where there is nothing new for those that are not behind. */
  tell(line: string | undefined, whole: () => string): void {
    let text: string | undefined;
    for (const [listener, isBehind] of this.#behind) {
      if (!isBehind && line === undefined) continue;
      if (!listener.isReady) {
        this.#behind.set(listener, true);
        continue;
      }
      if (isBehind) {
        text ??= whole();
        listener.send(text);
        this.#behind.set(listener, false);
      } else listener.send(line as string);
    }
  }

  /** Nobody is told anything any more. */
  end(): void {
    for (const listener of [...this.#behind.keys()]) listener.end();
    this.#behind.clear();
  }
}
