/** What the browsers say of a part of the pages that its server does not give. */
const UNFETCHED = /dynamically imported module|importing a module script failed/i;

/** What has become of a page that cannot be shown, and what to do about it. */
export type PageFault = { readonly title: string; readonly text: string };

export function pageFaultOf(message: string): PageFault {
  if (UNFETCHED.test(message)) {
    return {
      title: 'This page cannot be fetched',
      text:
        'The desk that serves it does not answer: it has ended, or cannot be reached. ' +
        '“polydesk status” tells which. Start it again, then load the page again.',
    };
  }
  return {
    title: 'This page has failed',
    text:
      `${message}. The desk is not touched by it, and the other pages work. ` +
      'Load the page again; if it fails again, report it with these words.',
  };
}
