/** Something that a person should know, in a line. */
export function alarmInWords({
  code,
  message,
}: {
  readonly code: string;
  readonly message: string;
}) {
  return `NOTICE ${code}: ${message}`;
}
