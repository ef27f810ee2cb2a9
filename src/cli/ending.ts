import { constants } from 'node:os';
import { inMs } from '../runtime/waiting.ts';
import { whenUnheard } from './broken-pipe.ts';
import { CommandFailure, EXIT } from './failure.ts';

/** A terminal that is closed (SIGHUP) must not leave orders behind either. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** A supervisor and a closing terminal send theirs more than once: the proof is not to be lost. */
const INSISTENT = ['SIGTERM', 'SIGHUP'] as const;
function passOver(): void {}

type Why =
  | { readonly kind: 'time' }
  | { readonly kind: 'signal'; readonly signal: (typeof SIGNALS)[number] }
  /** It cannot go on: the text says why. */
  | { readonly kind: 'trouble'; readonly text: string; readonly remedy: string };

const UNHEARD = 'Let it write to a file, or pipe it into what reads to the end.';
const TAKEN_LATER = 'The frames are kept: the next start with this dataset takes them.';

/** What ends a command that runs until it is stopped, whichever comes first. */
export class Ending {
  readonly come: Promise<Why>;
  #end: (why: Why) => void = () => {};
  #forget: () => void = () => {};

  /** `seconds`: stop after so long; undefined: when stopped. */
  constructor(seconds: number | undefined) {
    this.come = new Promise((resolve) => {
      this.#end = (why) => {
        this.#forget();
        // While it ends only a second Ctrl-C cuts that short.
        for (const signal of INSISTENT) {
          if (!process.listeners(signal).includes(passOver)) process.on(signal, passOver);
        }
        resolve(why);
      };
    });
    const forget: (() => void)[] = SIGNALS.map((signal) => {
      const end = () => this.#end({ kind: 'signal', signal });
      process.once(signal, end);
      return () => void process.off(signal, end);
    });
    const over = () => this.#end({ kind: 'time' });
    if (seconds !== undefined) forget.push(inMs(seconds * 1_000, over));
    // A reader that went away (`| head`) ends it as calmly, not the program at once.
    whenUnheard(() => this.trouble('nobody reads what it says any more', UNHEARD));
    this.#forget = () => {
      for (const one of forget) one();
    };
  }

  /**
   * Gives what has begun. Where that fails, or is a refusal, nothing is waited for: the command
   * ends with it.
   */
  async afterStart<T>(begun: Promise<T>): Promise<T> {
    try {
      const started = await begun;
      if (isRefusal(started)) this.#forget();
      return started;
    } catch (error) {
      this.#forget();
      throw error;
    }
  }

  /** What it was for is over. */
  over(): void {
    this.#end({ kind: 'time' });
  }

  trouble(text: string, remedy: string): void {
    this.#end({ kind: 'trouble', text, remedy });
  }
}

function isRefusal(started: unknown): boolean {
  return typeof started === 'object' && started !== null && 'ok' in started && !started.ok;
}

/**
 * The exit code that says how it ended; `untaken`: why what was recorded is not all in the archive.
 * @throws CommandFailure when it could not go on, or when something is not in the archive.
 */
export function exitAfter(why: Why, untaken?: string): void {
  if (why.kind === 'trouble') throw new CommandFailure(EXIT.failed, why.text, why.remedy);
  if (untaken !== undefined) {
    throw new CommandFailure(EXIT.failed, `not all is in the archive: ${untaken}`, TAKEN_LATER);
  }
  if (why.kind === 'signal') process.exitCode = 128 + constants.signals[why.signal];
}
