import type { NetworkLook, ServiceLook } from '../../runtime/network/look.ts';
import type { Finding } from './finding.ts';

/** What can be reached, what is in its way, and what the venue thinks of this machine. */
export function judgeNetwork(look: NetworkLook): readonly Finding[] {
  const { services } = look;
  if (services.every(({ knock }) => knock.kind === 'unreachable'))
    return [judgeIsolation(services)];
  return [...services.map(judgeService), ...judgeClock(look), ...judgePlace(look)];
}

const network = { about: 'network' as const };

/** One finding instead of many that say the same. */
function judgeIsolation(services: readonly ServiceLook[]): Finding {
  const names = services.map(({ name }) => name).join(', ');
  const reasons = new Set(services.map(whyOf));
  return {
    ...network,
    name: 'Internet',
    status: 'fail',
    text: `nothing can be reached (${[...reasons].join(', ')}): ${names}`,
    remedy: 'Connect this machine to the internet, or look without it: --offline.',
  };
}

function judgeService(look: ServiceLook): Finding {
  const { name, host, instead, knock } = look;
  const found = { ...network, name };
  const bad = instead === undefined ? ('fail' as const) : ('warn' as const);
  switch (knock.kind) {
    case 'reached':
      return { ...found, status: 'ok', text: `${host} answers in ${Math.round(knock.tookMs)} ms` };
    case 'turnedAway': {
      const why = `Not from this place, or a firewall or proxy on the way: allow ${host}.`;
      const remedy = instead ?? why;
      return { ...found, status: bad, text: `${host} answers ${knock.status}`, remedy };
    }
    case 'unreachable': {
      const text = `${host} cannot be reached: ${whyOf(look)}`;
      return { ...found, status: bad, text, remedy: remedyOf(look) };
    }
  }
}

function whyOf({ knock }: ServiceLook): string {
  return knock.kind === 'unreachable' ? knock.why : '';
}

function remedyOf(look: ServiceLook): string {
  if (look.instead !== undefined) return look.instead;
  switch (whyOf(look)) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `Nobody knows the name ${look.host} here: look at the name server of this machine.`;
    case 'timeout':
      return 'The line is slow or something swallows the request: try again, look at firewalls.';
    default:
      return `Something on the way refuses: let connections to ${look.host} through.`;
  }
}

function judgeClock({ skew, clockFault, versionFault }: NetworkLook): readonly Finding[] {
  const found: Finding[] = [];
  if (skew !== undefined) {
    const of = { name: 'Clock', about: 'machine' as const };
    const off = `${(Math.abs(skew.ms) / 1_000).toFixed(1)} s`;
    const text = `${off} from the venue's, give or take ${(skew.boundMs / 1_000).toFixed(1)} s`;
    const remedy = 'Let the machine keep its time by NTP: nothing is signed by a wrong clock.';
    found.push(
      clockFault === undefined
        ? { ...of, status: 'ok', text }
        : { ...of, status: 'fail', text, remedy },
    );
  }
  if (versionFault !== undefined) {
    const of = { name: 'Orders', about: 'machine' as const, status: 'fail' as const };
    found.push({ ...of, text: versionFault, remedy: 'Install a newer polydesk.' });
  }
  return found;
}

function judgePlace({ place }: NetworkLook): readonly Finding[] {
  const of = { ...network, name: 'Place' };
  if (place === undefined) {
    const text = 'the venue did not say whether it takes orders from here';
    return [{ ...of, status: 'warn', text, remedy: 'Look again before trading live.' }];
  }
  const where = [place.country, place.region].filter((word) => word !== undefined).join(' ');
  if (!place.blocked) {
    return [{ ...of, status: 'ok', text: `the venue takes orders from here (${where})` }];
  }
  const text = `the venue takes no orders from here (${where})`;
  const remedy = 'Record, backtest and trade on paper; live trading is refused by the venue.';
  return [{ ...of, status: 'warn', text, remedy }];
}
