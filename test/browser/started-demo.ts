import { startPolydesk } from '../support/run-command.ts';

export type StartedDemo = {
  /** With the token. */
  readonly address: string;
  /** Its status, when it has ended by itself or by {@link StartedDemo.stop}. */
  readonly ended: Promise<number | null>;
  stop(): void;
};

/** Runs the demo as a user does, with all that it writes in this folder. */
export function startDemo(folder: string, seconds: number): Promise<StartedDemo> {
  // A port that nobody else here has is found by the demo itself, upwards from this one.
  const port = 20_000 + (process.pid % 20_000);
  const words = ['demo', '--dir', 'demo', '--for', String(seconds), '--dashboard-port', `${port}`];
  const child = startPolydesk(words, { cwd: folder, env: { HOME: folder, USERPROFILE: folder } });
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  return new Promise((resolve, reject) => {
    let said = '';
    const hear = (text: Buffer) => {
      said += text;
      const address = /Dashboard: (http:\/\/\S+#token=\S+)/.exec(said)?.[1];
      if (address === undefined) return;
      resolve({ address, ended, stop: () => child.kill('SIGINT') });
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.on('close', () => reject(new Error(`the demo has ended: ${said}`)));
  });
}
