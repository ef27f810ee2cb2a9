import { ok, type Result } from '../../domain/result.ts';
import { hashOf, newToken } from '../../server/dashboard/access-token.ts';
import { addressOf } from './access-files.ts';
import { type ServedDashboard, serveDashboard } from './serve-dashboard.ts';

/** Serves a dashboard with a token of its own, that only the address says; or `port_taken`. */
export async function serveOwn(
  options: Omit<ServedDashboard, 'access'>,
): Promise<Result<{ readonly address: string; close(): Promise<void> }>> {
  const token = newToken();
  const served = await serveDashboard({ ...options, access: hashOf(token) });
  if (!served.ok) return served;
  const { port, close } = served.value;
  return ok({ address: addressOf(port, token), close });
}
