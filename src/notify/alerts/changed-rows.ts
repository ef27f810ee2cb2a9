/** Rows that are not the same as before, with what they were. */
export function rowsOf<Row>(
  before: Readonly<Record<string, Row>> | undefined,
  after: Readonly<Record<string, Row>>,
): readonly [string, Row | undefined, Row][] {
  if (before === after) return [];
  return Object.entries(after).flatMap(([key, row]): [string, Row | undefined, Row][] =>
    before?.[key] === row ? [] : [[key, before?.[key], row]],
  );
}
