/** The venue's names are short and made of letters, digits and hyphens; some old ones have dots. */
const SLUG = /^[A-Za-z0-9][A-Za-z0-9._-]{0,254}$/;

/** Whether the venue may have a market or a group of that name. */
export function isSlug(text: string): boolean {
  return SLUG.test(text);
}
