/** Names come from outside: a terminal must not take orders from them. */
export function plain(line: string): string {
  return line.replaceAll(/\p{Cc}/gu, '?');
}
