/** A data row of a CSV file: its fields by column, and its line number in the file, from 1. */
export type CsvRow = {
  readonly line: number;
  readonly fields: readonly string[];
  readonly raw: string;
};

/** Column names of a header line. */
export function csvHeader(line: string): readonly string[] {
  return line
    .replace(/^\uFEFF/, '')
    .trim()
    .split(',');
}

/**
 * Data rows of a CSV text, one a line: none of these recorders writes a line's end into a field.
 * The header and empty lines are left out; a row with another number of fields comes as it is.
 */
export function* csvRows(text: string): Generator<CsvRow> {
  let start = 0;
  let line = 0;
  while (start < text.length) {
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline;
    const raw = text.slice(start, text.charCodeAt(end - 1) === 13 ? end - 1 : end);
    start = end + 1;
    line++;
    if (line > 1 && raw !== '') yield { line, fields: fieldsOf(raw), raw };
  }
}

/** Fields between commas; one in double quotes may hold commas, and two quotes for one. */
function fieldsOf(raw: string): readonly string[] {
  if (!raw.includes('"')) return raw.split(',');
  const fields: string[] = [];
  let field = '';
  let isQuoted = false;
  for (let i = 0; i < raw.length; i++) {
    const character = raw[i];
    if (character === '"') {
      if (isQuoted && raw[i + 1] === '"') field += raw[i++];
      else isQuoted = !isQuoted;
    } else if (character === ',' && !isQuoted) {
      fields.push(field);
      field = '';
    } else field += character;
  }
  return [...fields, field];
}

/** Positions of the wanted columns, or undefined when one is missing. */
export function columnsOf<Name extends string>(
  header: readonly string[],
  names: readonly Name[],
): Readonly<Record<Name, number>> | undefined {
  const positions = names.map((name) => [name, header.indexOf(name)] as const);
  if (positions.some(([, position]) => position < 0)) return undefined;
  return Object.fromEntries(positions) as Record<Name, number>;
}
