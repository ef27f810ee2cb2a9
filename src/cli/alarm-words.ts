import { plain } from './output/plain.ts';

/** Something that a person should know, in a line. */
export function alarmInWords({
  code,
  message,
}: {
  readonly code: string;
  readonly message: string;
}) {
  return plain(`NOTICE ${code}: ${message}`);
}
