import { type ChildProcess, spawn } from 'node:child_process';
import { constants, setPriority } from 'node:os';
import { createInterface } from 'node:readline';
import type { BacktestShare } from '../../screen/backtest-job.ts';

/** Of what it said without being asked, so much is kept. */
const SAID_MOST = 2_000;
/** Names of the environment that a backtest may see: no secret is among them. */
const SEEN = ['PATH', 'HOME', 'TMPDIR', 'TZ', 'LANG', 'NODE_OPTIONS'];
/** Whoever does not end when asked is ended after this, ms. */
const PATIENCE_MS = 3_000;

/** How a command ended. */
export type Played = {
  /** Null: it was ended from outside, or never began. */
  readonly code: number | null;
  readonly signal: string | null;
  readonly said: string;
};

/**
 * A command of this program in a process of its own, below everything else that runs: what trades
 * must not wait for it. It sees none of the secrets that the desk was given, and ends with it: its
 * stdin is never written to, and closed by the system when this process is gone.
 */
export class PlayedCommand {
  readonly ended: Promise<Played>;
  readonly #child: ChildProcess;

  /** `program`: Node and the file to run, before the words. */
  constructor(
    program: readonly [string, ...string[]],
    words: readonly string[],
    cwd: string,
    onShare: (share: BacktestShare) => void,
  ) {
    const [node, ...before] = program;
    const env = Object.fromEntries(SEEN.map((name) => [name, process.env[name]]));
    this.#child = spawn(node, [...before, ...words], {
      cwd,
      env: { ...env, POLYDESK_PROGRESS: 'json', POLYDESK_PARENT: 'stdin' },
      stdio: ['pipe', 'ignore', 'pipe'],
    });
    this.ended = this.#follow(onShare);
  }

  /** Ends it: at first it is asked to. */
  cancel(): void {
    this.#child.kill('SIGTERM');
    const late = setTimeout(() => this.#child.kill('SIGKILL'), PATIENCE_MS);
    this.#child.once('close', () => clearTimeout(late));
  }

  #follow(onShare: (share: BacktestShare) => void): Promise<Played> {
    const child = this.#child;
    let said = '';
    child.once('spawn', () => {
      // Where the system does not allow it, it runs all the same.
      try {
        setPriority(child.pid as number, constants.priority.PRIORITY_LOW);
      } catch {}
    });
    if (child.stderr !== null) {
      createInterface({ input: child.stderr }).on('line', (line) => {
        const share = shareIn(line);
        if (share !== undefined) onShare(share);
        else said = `${said}${line}\n`.slice(-SAID_MOST);
      });
    }
    return new Promise((resolve) => {
      child.once('error', (error) => resolve({ code: null, signal: null, said: String(error) }));
      child.once('close', (code, signal) => resolve({ code, signal, said: said.trim() }));
    });
  }
}

/** A line of progress, as {@link PROGRESS_JSON} asks for; undefined: it says something else. */
function shareIn(line: string): BacktestShare | undefined {
  if (!line.startsWith('{"progress":')) return undefined;
  try {
    return JSON.parse(line).progress as BacktestShare;
  } catch {
    return undefined;
  }
}
