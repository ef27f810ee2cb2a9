import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { MICROS_PER_MS, MICROS_PER_SECOND, type Timestamp } from '../../domain/units.ts';
import type { ExchangeTime } from '../exchange-time.ts';
import type { FaultDesk } from '../faults/fault-desk.ts';
import type { RequestFault } from '../faults/request-fault.ts';
import { STANDARD } from '../limits/signer-limits.ts';
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
  // What is late has been read before: it is done even if its sender does not wait for it.
  app.addHook('preHandler', (request, _reply, done) => {
    const fault = suffered.get(request);
    if (fault?.fault === 'delay') after(fault.ms, time, done);
    else done();
  });
  app.addHook('onSend', (request, reply, payload, done) => {
    const fault = suffered.get(request);
    if (fault?.fault === 'lost_answer') {
      reply.hijack();
      request.raw.socket.destroy();
    } else if (fault?.fault === 'late_answer') after(fault.ms, time, () => done(null, payload));
    else done(null, payload);
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
    case 'status':
      send(reply, statusAnswer(fault, time));
      return;
    default:
      suffered.set(request, fault);
      done();
  }
}

/** By the exchange's time. */
function after(ms: number, time: ExchangeTime, run: () => void): void {
  time.setTimer((time.now() + ms * MICROS_PER_MS) as Timestamp, run);
}

function statusAnswer(
  { status, error, limiter }: Extract<RequestFault, { fault: 'status' }>,
  time: ExchangeTime,
) {
  const reset = String(Math.ceil(time.now() / MICROS_PER_SECOND) + 1);
  const limits = {
    'Retry-After': '1',
    'Poly-RateLimit-Remaining': '0',
    'Poly-RateLimit-Reset': reset,
    'Poly-RateLimit-Tier': STANDARD.name,
  };
  return { status, body: { error }, headers: limiter ? limits : {} };
}
