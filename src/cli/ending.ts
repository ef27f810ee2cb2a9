import { constants } from 'node:os';
import { inMs } from '../runtime/waiting.ts';
import { whenUnheard } from './broken-pipe.ts';
import { CommandFailure, EXIT } from './failure.ts';

/** A terminal that is closed (SIGHUP) must not leave orders behind either. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** A supervisor and a closing terminal send theirs more than once: the proof is not to be lost. */
const INSISTENT = ['SIGTERM', 'SIGHUP'] as const;
function passOver(): void {}

/** A Ctrl-C that npm or a shell passes on after the terminal has sent it is the same press, ms. */
const SAME_PRESS_MS = 1_000;

type Why =
  | { readonly kind: 'time' }
  /** Another command asked it to end. */
  | { readonly kind: 'stopped' }
  | { readonly kind: 'signal'; readonly signal: (typeof SIGNALS)[number] }
  /** It cannot go on: the text says why. */
  | { readonly kind: 'trouble'; readonly text: string; readonly remedy: string };

const UNHEARD = 'Let it write to a file, or pipe it into what reads to the end.';
const TAKEN_LATER = 'The frames are kept: the next start with this dataset takes them.';

/** What ends a command that runs until it is stopped, whichever comes first. */
export class Ending {
  readonly come: Promise<Why>;
  /** What is left behind when the end itself is cut short by another Ctrl-C; undefined: nothing. */
  leavesBehind: () => string | undefined = () => undefined;
  #end: (why: Why) => void = () => {};
  #forget: () => void = () => {};

  /** `seconds`: stop after so long; undefined: when stopped. */
  constructor(seconds: number | undefined) {
    this.come = new Promise((resolve) => {
      this.#end = (why) => {
        this.#forget();
        this.#letCutShort();
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

  /** While it ends only another press of Ctrl-C cuts that short, and says what it leaves. */
  #letCutShort(): void {
    const since = performance.now();
    const cut = () => {
      if (performance.now() - since < SAME_PRESS_MS) return;
      const left = this.leavesBehind();
      if (left !== undefined) process.stderr.write(`${left}\n`);
      process.off('SIGINT', cut);
      process.kill(process.pid, 'SIGINT');
    };
    process.on('SIGINT', cut);
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

  /** Another command asks for it: its time is not over. */
  stop(): void {
    this.#end({ kind: 'stopped' });
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
