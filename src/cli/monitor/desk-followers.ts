import { setTimeout as wait } from 'node:timers/promises';
import type { DeskFile } from '../../runtime/desk/desk-file.ts';
import { type Followed, followDesk } from '../../runtime/desk/follow-desk.ts';

/** A desk that could not be followed is asked again after so long, ms. */
const AGAIN_MS = 2_000;

type Follower = {
  readonly desk: DeskFile;
  readonly leaving: AbortController;
  latest: Followed | undefined;
  /** Why it is not followed now; undefined: it is. */
  trouble: string | undefined;
};

/** Follows the desks that run, each for itself. */
export class DeskFollowers {
  readonly #followers = new Map<string, Follower>();
  readonly #onNews: () => void;

  constructor(onNews: () => void) {
    this.#onNews = onNews;
  }

  /** In order of their names. */
  get all(): readonly Pick<Follower, 'desk' | 'latest' | 'trouble'>[] {
    return [...this.#followers.values()].sort((a, b) => a.desk.name.localeCompare(b.desk.name));
  }

  /** These run now: the others are let go of. */
  follow(desks: readonly DeskFile[]): void {
    const named = new Map(desks.map((desk) => [`${desk.pid} ${desk.port}`, desk]));
    for (const [key, { leaving }] of this.#followers) {
      if (named.has(key)) continue;
      leaving.abort();
      this.#followers.delete(key);
    }
    for (const [key, desk] of named) {
      if (this.#followers.has(key)) continue;
      const leaving = new AbortController();
      const follower = { desk, leaving, latest: undefined, trouble: undefined };
      this.#followers.set(key, follower);
      void this.#keepUp(follower);
    }
  }

  async #keepUp(follower: Follower): Promise<void> {
    const { desk, leaving } = follower;
    while (!leaving.signal.aborted) {
      try {
        for await (const latest of followDesk(desk, leaving.signal)) {
          follower.latest = latest;
          follower.trouble = undefined;
          this.#onNews();
        }
        follower.trouble = 'it has ended its feed';
      } catch (error) {
        follower.trouble = error instanceof Error ? error.message : String(error);
      }
      if (leaving.signal.aborted) return;
      this.#onNews();
      await wait(AGAIN_MS, undefined, { signal: leaving.signal }).catch(() => {});
    }
  }
}
