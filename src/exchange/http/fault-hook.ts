import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ExchangeTime } from '../exchange-time.ts';
import type { FaultDesk } from '../faults/fault-desk.ts';
import type { RequestFault } from '../faults/request-fault.ts';
import { send } from './answer.ts';

/** Requests that something was done to, for the routes that have a part in it. */
const suffered = new WeakMap<FastifyRequest, RequestFault>();

/** What this request suffers, for routes. */
export function faultOf(request: FastifyRequest): RequestFault | undefined {
  return suffered.get(request);
}

/** Lets every request go by the desk; the exchange's own control paths never suffer anything. */
export function hookFaults(app: FastifyInstance, faults: FaultDesk, time: ExchangeTime): void {
  app.addHook('onRequest', (request, reply, done) => {
    const [path = ''] = request.url.split('?', 1);
    const fault = path.startsWith('/local/') ? undefined : faults.next(request.method, path);
    if (fault === undefined) done();
    else suffer(fault, request, reply, time, done);
  });
  app.addHook('onSend', (request, reply, payload, done) => {
    if (suffered.get(request)?.fault !== 'lost_answer') {
      done(null, payload);
      return;
    }
    reply.hijack();
    request.raw.socket.destroy();
  });
}

function suffer(
  fault: RequestFault,
  request: FastifyRequest,
  reply: FastifyReply,
  time: ExchangeTime,
  done: () => void,
): void {
  switch (fault.fault) {
    case 'drop':
      reply.hijack();
      request.raw.socket.destroy();
      return;
    case 'stall':
      reply.hijack();
      return;
    case 'delay':
      time.setTimer((time.now() + fault.ms * 1_000) as ReturnType<ExchangeTime['now']>, done);
      return;
    case 'status':
      send(reply, statusAnswer(fault, time));
      return;
    default:
      suffered.set(request, fault);
      done();
  }
}

function statusAnswer(
  { status, error, limiter }: Extract<RequestFault, { fault: 'status' }>,
  time: ExchangeTime,
) {
  const reset = String(Math.ceil(time.now() / 1_000_000) + 1);
  const limits = {
    'Retry-After': '1',
    'Poly-RateLimit-Remaining': '0',
    'Poly-RateLimit-Reset': reset,
    'Poly-RateLimit-Tier': 'Standard',
  };
  return { status, body: { error }, headers: limiter ? limits : {} };
}
