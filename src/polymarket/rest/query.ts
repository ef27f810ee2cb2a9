type Value = string | number | boolean | readonly string[] | undefined;

/** Query parameters as text; those that are undefined are left out. */
export function queryOf(
  values: Readonly<Record<string, Value>>,
): Record<string, string | readonly string[]> {
  const query: Record<string, string | readonly string[]> = {};
  for (const [name, value] of Object.entries(values)) {
    if (value !== undefined) query[name] = typeof value === 'object' ? value : String(value);
  }
  return query;
}
