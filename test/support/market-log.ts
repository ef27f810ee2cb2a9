import type { BookMark } from '../../src/polymarket/sockets/market-sink.ts';

/**
 * What is wrong with what a market channel has delivered: a change of a book that was not trusted,
 * a mark out of turn, a break that is no new epoch, a gap that does not begin where trust ended.
 */
export function logFaults(log: readonly string[], marks: readonly BookMark[]): string[] {
  return [...orderFaults(log), ...markFaults(marks)];
}

function orderFaults(log: readonly string[]): string[] {
  const trusted = new Set<string>();
  const faults: string[] = [];
  for (const line of log) {
    const [what, names = ''] = line.split(' ');
    if (what === 'trusted') trusted.add(names);
    if (what === 'untrusted' && !trusted.delete(names)) faults.push(line);
    if (what === 'change' && names.split(',').some((name) => !trusted.has(name))) faults.push(line);
  }
  return faults;
}

function markFaults(marks: readonly BookMark[]): string[] {
  const since = new Map<string, number | undefined>();
  const epochs = new Map<string, number>();
  const faults: string[] = [];
  for (const mark of marks) {
    const { token } = mark;
    if (mark.kind === 'untrusted') since.set(token, mark.since);
    if (mark.kind !== 'trusted') continue;
    const { epoch, gap } = mark;
    // A token that was let go and subscribed anew begins anew: nothing was known of it before.
    const isFirst = epoch === 1;
    if (!isFirst && epoch !== (epochs.get(token) ?? 0) + 1) faults.push(`${token} epoch ${epoch}`);
    epochs.set(token, epoch);
    const isBackwards = gap.from !== undefined && gap.from > gap.to;
    const from = isFirst ? undefined : since.get(token);
    if (isBackwards || gap.from !== from) faults.push(`${token} gap of epoch ${epoch}`);
  }
  return faults;
}
