import { Heartbeats } from '../venue/heartbeats.ts';
import { answer, refusal } from './answer.ts';
import { objectBody } from './asked.ts';
import { type RouteInstaller, serveOwn } from './exchange-desk.ts';

export const installHeartbeats: RouteInstaller = (app, desk) => {
  const heartbeats = new Heartbeats(desk.venue);
  app.addHook('onClose', async () => heartbeats.stop());
  serveOwn(app, desk, 'POST', '/v1/heartbeats', (request, key) => {
    const body = objectBody(request);
    if (!body.ok) return refusal(400, 'Invalid payload');
    const { heartbeat_id } = body.value;
    const id = typeof heartbeat_id === 'string' ? heartbeat_id : '';
    const { isExpected, next } = heartbeats.beat(key, id);
    if (isExpected) return answer({ heartbeat_id: next, error_msg: '' });
    return { status: 400, body: { heartbeat_id: next, error_msg: 'Invalid Heartbeat ID' } };
  });
  serveOwn(app, desk, 'POST', '/heartbeats', (_request, key) => {
    heartbeats.touch(key);
    return answer({ status: 'ok' });
  });
};
