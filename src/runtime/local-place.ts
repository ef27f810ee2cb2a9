/** Names of this machine that mean one exchange on it. */
const HERE = new Set(['localhost', '[::1]']);

/** One way to write the address of an exchange on this machine: paths and spellings left out. */
export function localPlace(address: string): URL {
  const { origin } = new URL(address);
  const place = new URL(origin);
  if (HERE.has(place.hostname)) place.hostname = '127.0.0.1';
  return place;
}
