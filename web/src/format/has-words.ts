/** Whether each word stands somewhere in the row. */
export function hasWords(row: unknown, text: string): boolean {
  const told = JSON.stringify(row).toLowerCase();
  return text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => told.includes(word));
}
