/** A text that grows without end must not fill the journal. */
const MOST = 500;

/** What was thrown, in words. A strategy may throw anything: saying it must not throw as well. */
export function messageOf(error: unknown): string {
  try {
    return String(error).slice(0, MOST);
  } catch {
    return 'something without words';
  }
}
