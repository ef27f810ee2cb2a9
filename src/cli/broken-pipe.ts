import { EXIT } from './failure.ts';

type Unheard = (error: NodeJS.ErrnoException) => void;

/** A reader that has seen enough (`| head`) ends a command that only tells, without a word. */
let unheard: Unheard = (error) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(process.exitCode ?? EXIT.done);
};

/** Every later write fails as well, so this is told again and again. */
export function listenForBrokenPipe(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error) => unheard(error));
  }
}

/** What a command does instead that has more to do than to tell: from now on it is not ended. */
export function whenUnheard(end: Unheard): void {
  unheard = end;
}
