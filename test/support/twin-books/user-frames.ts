import type { ClientSocket } from '../../../src/exchange/sockets/client-socket.ts';
import { UserSockets } from '../../../src/exchange/sockets/user-sockets.ts';
import type { LocalVenue } from '../../../src/exchange/venue/local-venue.ts';
import type { ApiKey } from '../../../src/exchange/venue/wallet.ts';

/** The user channel of a key without a socket: its frames, in the order in which they are sent. */
export function userFrames(
  venue: LocalVenue,
  { id: apiKey, secret, passphrase }: ApiKey,
  onFrame: (text: string) => void,
): void {
  const users = new UserSockets(venue);
  venue.listen(users);
  const socket = {
    onText: (_text: string) => {},
    onClosed: () => {},
    send: (frame: Buffer) => onFrame(frame.toString()),
  };
  users.open(socket as unknown as ClientSocket);
  socket.onText(JSON.stringify({ auth: { apiKey, secret, passphrase }, markets: [] }));
}
