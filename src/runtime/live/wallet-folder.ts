import { mkdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { isVenue, type Services } from '../../polymarket/services.ts';
import { localPlace } from '../local-place.ts';

/** Where the journal of a wallet stands: one for each venue that it trades at. */
export async function walletFolder(
  address: string,
  services: Services,
  home: string = join(homedir(), '.polydesk'),
): Promise<string> {
  const venue = isVenue(services)
    ? 'polymarket'
    : localPlace(services.clob).host.replaceAll(':', '-');
  const folder = join(home, 'wallets', address.toLowerCase(), venue);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  return folder;
}
