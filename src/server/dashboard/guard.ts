import type { IncomingHttpHeaders } from 'node:http';

/** Names by which this machine calls itself; a tunnel may have another port. */
const HOST = /^(127\.0\.0\.1|localhost|\[::1\])(:\d{1,5})?$/;

/**
 * Why nobody is heard who asks so; undefined: nothing is wrong. A name of elsewhere that leads here
 * (DNS rebinding) is another host; a page of elsewhere has another origin.
 */
export function strangerIn(headers: IncomingHttpHeaders): string | undefined {
  const { host = '', origin } = headers;
  if (!HOST.test(host)) return 'the dashboard is at 127.0.0.1 and localhost alone';
  if (origin !== undefined && origin !== `http://${host}`) {
    return 'a page of elsewhere asks: its origin is another';
  }
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') {
    return 'a page of elsewhere asks';
  }
  return undefined;
}

/** The cookie of that name; undefined: none, or more than one. */
export function cookieIn({ cookie = '' }: IncomingHttpHeaders, name: string): string | undefined {
  const found = cookie
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part.startsWith(`${name}=`));
  return found.length === 1 ? found[0]?.slice(name.length + 1) : undefined;
}
