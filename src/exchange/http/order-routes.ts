import type { FastifyRequest } from 'fastify';
import type { Reply } from '../intake/order-intake.ts';
import type { ApiKey } from '../venue/wallet.ts';
import { type Answer, answer, refusal } from './answer.ts';
import { jsonBody, listBody } from './asked.ts';
import { type ExchangeDesk, type RouteInstaller, serveOwn } from './exchange-desk.ts';
import { faultOf } from './fault-hook.ts';
import { takenOrder, untakenLeg } from './order-answer.ts';
import { outageAnswer } from './outage-answer.ts';

/** Orders in one request (docs, read 2026-10). */
const ORDERS_MOST = 15;
const BAD_PAYLOAD = refusal(400, 'Invalid order payload');

export const installOrders: RouteInstaller = (app, desk) => {
  serveOwn(app, desk, 'POST', '/order', (request, key) => {
    const body = jsonBody(request);
    if (!body.ok) return BAD_PAYLOAD;
    return admitted(request, key, 1, desk, () =>
      onceTold((tell) => desk.intake.take(body.value, key, (reply) => tell(answerOf(reply, desk)))),
    );
  });
  serveOwn(app, desk, 'POST', '/orders', (request, key) => {
    const body = listBody(request);
    if (!body.ok || body.value.length === 0) return BAD_PAYLOAD;
    const { length } = body.value;
    if (length > ORDERS_MOST) {
      const words = `Too many orders in payload: ${length}, max allowed: ${ORDERS_MOST}`;
      return refusal(400, words);
    }
    return admitted(request, key, length, desk, () => takeAll(request, body.value, key, desk));
  });
};

/** What concerns a request as a whole; then `take`, with the limiter's headers on what it says. */
function admitted(
  request: FastifyRequest,
  { signer }: ApiKey,
  cost: number,
  desk: ExchangeDesk,
  take: () => Answer | Promise<Answer>,
): Answer | Promise<Answer> {
  const { isAdmitted, headers } = desk.limits.admit('orders', signer, cost);
  if (!isAdmitted) return { ...refusal(429, 'Too many requests'), headers };
  const outage = outageAnswer(desk.faults.outage, 'orders');
  if (outage !== undefined) return withHeaders(outage, headers);
  if (faultOf(request)?.fault === 'version_mismatch') {
    return withHeaders(refusal(400, 'order_version_mismatch'), headers);
  }
  const told = take();
  if (!(told instanceof Promise)) return withHeaders(told, headers);
  return told.then((later) => withHeaders(later, headers));
}

function withHeaders(told: Answer, headers: Readonly<Record<string, string>>): Answer {
  return { ...told, headers: { ...headers, ...told.headers } };
}

/** Most orders are answered at once: no promise is made for those. */
function onceTold<T>(ask: (tell: (told: T) => void) => void): T | Promise<T> {
  let told: { readonly value: T } | undefined;
  let later: ((value: T) => void) | undefined;
  ask((value) => {
    told = { value };
    later?.(value);
  });
  if (told !== undefined) return (told as { readonly value: T }).value;
  return new Promise((resolve) => {
    later = resolve;
  });
}

function answerOf(reply: Reply, { faults }: ExchangeDesk): Answer {
  if (reply.kind === 'taken') return answer(takenOrder(reply));
  if (reply.code === 'post_only_mode') {
    return outageAnswer(faults.outage, 'taking') ?? refusal(reply.status, reply.error);
  }
  return refusal(reply.status, reply.error);
}

async function takeAll(
  request: FastifyRequest,
  bodies: readonly unknown[],
  key: ApiKey,
  desk: ExchangeDesk,
): Promise<Answer> {
  const fault = faultOf(request);
  const { refused, nameless } =
    fault?.fault === 'partial_batch' ? fault : { refused: 0, nameless: 0 };
  const replies = await Promise.all(
    bodies
      .slice(refused)
      .map((body) => onceTold<Reply>((tell) => desk.intake.take(body, key, tell))),
  );
  const [first] = replies;
  // What closes the exchange to all of them is said of the request.
  const isClosed = (reply: Reply) => reply.kind === 'refused' && reply.status === 503;
  if (refused === 0 && first !== undefined && replies.every(isClosed)) return answerOf(first, desk);
  const legs = replies.map((reply, index) => {
    if (index < nameless) return untakenLeg('');
    return reply.kind === 'taken' ? takenOrder(reply) : untakenLeg(reply.error);
  });
  const spoiled = Array.from({ length: refused }, () => untakenLeg('could not insert order'));
  return answer([...spoiled, ...legs]);
}
