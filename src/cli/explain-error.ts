import { EXIT } from './failure.ts';
import { plain } from './output/plain.ts';

/** What the user is told of an error, line by line, and the exit code it ends in. */
export type Explanation = { readonly lines: readonly string[]; readonly exitCode: number };

/**
 * Errors that were foreseen carry an exit code, and a remedy either apart or as the last sentence
 * of their message. Any other error is a fault of the program and says so.
 */
export function explainError(error: unknown, debug: boolean): Explanation {
  const { lines, exitCode } = explained(error, debug);
  // Files and venues say in it what they like.
  return { lines: lines.flatMap((text) => text.split('\n')).map((line) => plain(line)), exitCode };
}

function explained(error: unknown, debug: boolean): Explanation {
  const stack = debug && error instanceof Error ? [error.stack ?? String(error)] : [];
  if (!(error instanceof Error)) {
    return { lines: [`error: ${String(error)}`, ...stack], exitCode: EXIT.failed };
  }
  const code = foreseenExitCode(error);
  if (code !== undefined) {
    const remedy = 'remedy' in error && typeof error.remedy === 'string' ? error.remedy : undefined;
    const told = remedy === undefined ? splitRemedy(error.message) : [error.message, remedy];
    return { lines: [`error: ${told[0]}`, ...told.slice(1), ...stack], exitCode: code };
  }
  const remedy = systemRemedy(error);
  if (remedy !== undefined) {
    return { lines: [`error: ${error.message}`, remedy, ...stack], exitCode: EXIT.failed };
  }
  const lines = [
    `error: a fault of the program: ${error.message.split('\n')[0] ?? error.name}`,
    'Please report it with what --debug prints.',
  ];
  return { lines: [...lines, ...stack], exitCode: EXIT.failed };
}

function foreseenExitCode(error: Error): number | undefined {
  return 'exitCode' in error && typeof error.exitCode === 'number' ? error.exitCode : undefined;
}

/** "What is wrong. What to do." on two lines. */
function splitRemedy(message: string): readonly string[] {
  const at = message.lastIndexOf('. ');
  const splits = at > 0 && /^[A-Z]/.test(message.slice(at + 2)) && !message.includes('\n');
  return splits ? [message.slice(0, at), message.slice(at + 2)] : [message];
}

/** What to do when the operating system refuses. */
function systemRemedy(error: Error): string | undefined {
  switch ('code' in error ? error.code : undefined) {
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return 'Choose a place that you may write to, or change its permissions.';
    case 'ENOSPC':
      return 'Free some disk space and run the command again.';
    case 'ENOENT':
    case 'ENOTDIR':
      return 'Check the path.';
    case 'EISDIR':
    case 'EEXIST':
      return 'Name another path.';
    default:
      return undefined;
  }
}
