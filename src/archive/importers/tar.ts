/** One regular file of a tar archive; `content` is a view, not a copy. */
export type TarEntry = { readonly name: string; readonly content: Buffer };

const BLOCK = 512;

/**
 * Regular files of an uncompressed ustar archive, in order. Names from pax headers are used, other
 * kinds of entries are passed over. Sizes are checked against the archive, so a cut one throws.
 * @throws Error that says what is wrong with the archive.
 */
export function* readTar(archive: Buffer): Generator<TarEntry> {
  let at = 0;
  let paxName: string | undefined;
  while (at + BLOCK <= archive.length) {
    const header = archive.subarray(at, at + BLOCK);
    if (header.every((byte) => byte === 0)) return;
    checkSum(header, at);
    const size = octal(header, 124, 12);
    const content = archive.subarray(at + BLOCK, at + BLOCK + size);
    if (content.length < size) throw new Error(`the archive ends inside an entry at byte ${at}`);
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
    const type = String.fromCharCode(header[156] ?? 0);
    if (type === 'x') {
      paxName = paxPath(content) ?? paxName;
      continue;
    }
    const name = paxName ?? headerName(header);
    paxName = undefined;
    if (type === '0' || type === '\0') yield { name, content };
  }
  throw new Error('the archive ends without its closing block');
}

function headerName(header: Buffer): string {
  const prefix = text(header, 345, 155);
  const name = text(header, 0, 100);
  return prefix === '' ? name : `${prefix}/${name}`;
}

function text(header: Buffer, start: number, length: number): string {
  const field = header.subarray(start, start + length);
  const end = field.indexOf(0);
  return field.toString('utf8', 0, end < 0 ? length : end);
}

function octal(header: Buffer, start: number, length: number): number {
  const digits = text(header, start, length).trim();
  if (!/^[0-7]+$/.test(digits)) throw new Error(`"${digits}" is no number of a tar header`);
  return Number.parseInt(digits, 8);
}

/** The checksum is the sum of the header's bytes, its own field read as spaces. */
function checkSum(header: Buffer, at: number): void {
  const told = octal(header, 148, 8);
  let sum = 8 * 32;
  for (let i = 0; i < BLOCK; i++) if (i < 148 || i >= 156) sum += header[i] ?? 0;
  if (sum !== told) throw new Error(`no tar header at byte ${at}`);
}

/** Records are "length key=value\n". */
function paxPath(content: Buffer): string | undefined {
  return /^\d+ path=(.*)$/m.exec(content.toString('utf8'))?.[1];
}
