/** A line is a document at most: what is longer is none. */
const LINE_CHARS_MOST = 64_000_000;

/** Each line of a body as it comes, parsed. @throws what is no JSON, or has no end */
export async function* jsonLines(body: AsyncIterable<Uint8Array>): AsyncGenerator<unknown> {
  const decoder = new TextDecoder();
  let pieces: string[] = [];
  let length = 0;
  for await (const bytes of body) {
    const [first = '', ...rest] = decoder.decode(bytes, { stream: true }).split('\n');
    pieces.push(first);
    length += first.length;
    for (const next of rest) {
      const line = pieces.join('');
      pieces = [next];
      length = next.length;
      if (line !== '') yield JSON.parse(line) as unknown;
    }
    if (length > LINE_CHARS_MOST) throw new Error('a line of the desk has no end');
  }
}
