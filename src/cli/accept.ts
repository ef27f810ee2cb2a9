import type { Result } from '../domain/result.ts';
import { CommandFailure, EXIT, type ExitCode } from './failure.ts';

/** The value, or the end of the command with the refusal's words. */
export function accept<T>(result: Result<T>, remedy?: string, exitCode: ExitCode = EXIT.usage): T {
  if (result.ok) return result.value;
  throw new CommandFailure(exitCode, result.message, remedy);
}
