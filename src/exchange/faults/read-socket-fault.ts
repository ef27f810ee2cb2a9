import { ok, type Result, refuse } from '../../domain/result.ts';
import { SOCKET_CHANNELS, type SocketFaults } from './socket-faults.ts';

type Wish = Readonly<Record<string, unknown>>;

/** What can be wrong with a whole channel, by name. */
const DEEDS = [
  'drop',
  'stall',
  'delay',
  'duplicate',
  'reorder',
  'refuse',
  'garbage',
  'truncate',
  'without_snapshot',
  'silence',
  'calm',
] as const;
type Deed = (typeof DEEDS)[number];

/** Orders a fault of sockets: {"where": "sockets", "channel": "market", "fault": "drop"}. */
export function orderSocketFault(faults: SocketFaults, wish: Wish): Result<void> {
  const deed = DEEDS.find((one) => one === wish.fault);
  if (deed === undefined) return wrong(`fault: ${DEEDS.join(', ')}`);
  if (deed === 'calm' && wish.channel === undefined) {
    faults.calm();
    return ok(undefined);
  }
  if (deed === 'without_snapshot' || deed === 'silence') return ofToken(faults, deed, wish.token);
  return ofChannel(faults, deed, wish);
}

function ofToken(
  faults: SocketFaults,
  deed: 'without_snapshot' | 'silence',
  token: unknown,
): Result<void> {
  if (typeof token !== 'string' || token === '') return wrong('token: the id of a token');
  (deed === 'silence' ? faults.silent : faults.withoutSnapshot).add(token);
  return ok(undefined);
}

function ofChannel(
  faults: SocketFaults,
  deed: Exclude<Deed, 'without_snapshot' | 'silence'>,
  { channel: name, ms, status = 503, on = true }: Wish,
): Result<void> {
  const known = SOCKET_CHANNELS.find((one) => one === name);
  if (known === undefined) return wrong(`channel: ${SOCKET_CHANNELS.join(', ')}`);
  if (typeof on !== 'boolean') return wrong('on: true or false');
  const channel = faults[known];
  switch (deed) {
    case 'drop':
      channel.drop();
      break;
    case 'garbage':
      channel.sendGarbage();
      break;
    case 'truncate':
      channel.truncateNext();
      break;
    case 'calm':
      channel.calm();
      break;
    case 'stall':
      channel.isStalled = on;
      break;
    case 'duplicate':
      channel.isDoubled = on;
      break;
    case 'reorder':
      channel.isReordered = on;
      break;
    case 'refuse':
      if (status !== 429 && status !== 503) return wrong('status: 429 or 503');
      channel.refusal = on ? status : undefined;
      break;
    case 'delay':
      if (typeof ms !== 'number' || !(ms >= 0 && ms <= 600_000)) return wrong('ms: 0 to 600000');
      channel.delayMs = ms;
      break;
  }
  return ok(undefined);
}

function wrong(message: string): Result<never> {
  return refuse('bad_control', message);
}
