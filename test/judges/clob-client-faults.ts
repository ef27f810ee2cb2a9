// What @polymarket/clob-client-v2 does when an answer fails, and the exchange must bear: told to
// try again, it sends the same bytes after a broken connection or a status of 500 and above.
import { expect } from 'vitest';
import { cancel, idOf, openIds, rest, type Session } from './clob-client-session.ts';
import type { Exchanged, Fault, RecordingProxy } from './recording-proxy.ts';

export async function judgeFaults(session: Session, proxy: RecordingProxy): Promise<void> {
  await judgeUnavailable(session, proxy);
  await judgeLostAnswer(session, proxy);
  await judgeOtherVersion(session, proxy);
}

async function judgeUnavailable(session: Session, proxy: RecordingProxy): Promise<void> {
  const body = '{"error":"Trading is currently disabled. Check polymarket.com for updates"}';
  failOnce(proxy, { kind: 'refused', status: 503, body });
  const retrying = { ...session, client: session.retrying };
  await cancel(session, [idOf(await rest(retrying), 'live')]);
}

/** The order was taken, its sender does not know it: the second time is no second order. */
async function judgeLostAnswer(session: Session, proxy: RecordingProxy): Promise<void> {
  const retrying = { ...session, client: session.retrying };
  const before = proxy.exchanged.length;
  failOnce(proxy, { kind: 'answer lost' });
  const answer = await rest(retrying);
  const [first, second] = proxy.exchanged.slice(before).filter(isPost);
  expect(second?.sent).toBe(first?.sent);
  const { orderID } = JSON.parse(first?.answer ?? '') as { readonly orderID: string };
  // Either the same order is named again, or the second is refused for being the same.
  if (answer.success) expect(answer.orderID).toBe(orderID);
  else expect(JSON.stringify(answer)).toContain('Duplicated');
  expect(await openIds(session)).toEqual([orderID]);
  await cancel(session, [orderID]);
}

/** The client asks for the version again, finds it unchanged, and gives the refusal on. */
async function judgeOtherVersion(session: Session, proxy: RecordingProxy): Promise<void> {
  const before = proxy.exchanged.length;
  failOnce(proxy, { kind: 'refused', status: 400, body: '{"error":"order_version_mismatch"}' });
  await expect(rest(session)).rejects.toMatchObject({ message: 'order_version_mismatch' });
  expect(proxy.exchanged.slice(before).map(({ path }) => path)).toContain('/version');
  await cancel(session, [idOf(await rest(session), 'live')]);
}

function failOnce(proxy: RecordingProxy, fault: Fault): void {
  proxy.fault = (method, path) => {
    if (method !== 'POST' || path !== '/order') return undefined;
    proxy.fault = () => undefined;
    return fault;
  };
}

function isPost({ method, path }: Exchanged): boolean {
  return method === 'POST' && path === '/order';
}
