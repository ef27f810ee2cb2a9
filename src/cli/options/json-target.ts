/** `--json` alone and `--json -` mean stdout; anything else names a file. */
export function jsonTarget(text: string): string | true {
  return text === '-' ? true : text;
}
