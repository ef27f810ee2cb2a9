import { CommandFailure, EXIT } from './failure.ts';

/** Which option asks for which port. */
export type AskedPorts = Readonly<Record<string, number | undefined>>;

/** What a port that somebody has already says to a person; undefined for any other error. */
export function portTaken(error: unknown, asked: AskedPorts): CommandFailure | undefined {
  if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) return undefined;
  const port = 'port' in error ? error.port : undefined;
  const options = Object.keys(asked).filter((option) => asked[option] === port);
  const remedy =
    options.length > 1
      ? `${options.join(' and ')} ask for the same one: choose another for one of them.`
      : `Is an exchange running already? Choose another by ${options}; 0 takes a free one.`;
  return new CommandFailure(EXIT.failed, `port ${port} is taken`, remedy);
}
