import type { ApiCredentials } from '../../polymarket/signing/api-credentials.ts';

const CONCEALED = '[secret]';

/**
 * Takes an API key out of what the venue sends, should it ever quote us: frames are recorded as
 * they come, and recordings are handed on.
 */
export function concealing({ key, secret, passphrase }: ApiCredentials): (text: string) => string {
  const plain = [key, secret.reveal(), passphrase.reveal()].filter((word) => word !== '');
  // In JSON some characters are written another way.
  const quoted = plain.map((word) => JSON.stringify(word).slice(1, -1));
  const words = [...new Set([...plain, ...quoted])].sort((a, b) => b.length - a.length);
  return (text) => words.reduce((rest, word) => rest.replaceAll(word, CONCEALED), text);
}
