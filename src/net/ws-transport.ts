import { WebSocket } from 'ws';
import type { Transport } from './transport.ts';

/**
 * WebSocket connections by the `ws` package. Compression is not offered: it costs more processor
 * than the venue's small frames cost bandwidth.
 */
export const wsTransport: Transport = ({ url, headers, frameBytesMost }, events) => {
  const socket = new WebSocket(url, {
    headers: { ...headers },
    maxPayload: frameBytesMost,
    perMessageDeflate: false,
    followRedirects: false,
  });
  // What went wrong, for `closed`: the protocol itself only has a code for it (1006).
  let fault = '';
  socket.on('open', () => events.opened());
  socket.on('message', (content: Buffer, isBinary) => {
    if (isBinary) events.binary(content.length);
    else events.text(content.toString('utf8'), content.length);
  });
  socket.on('pong', () => events.ponged());
  socket.on('error', (error) => {
    fault = error.message;
  });
  socket.on('close', (code, reason) => {
    events.closed(code, reason.length > 0 ? reason.toString('utf8') : fault);
  });
  return {
    buffered: () => socket.bufferedAmount,
    send: (text) => socket.send(text),
    ping: () => socket.ping(),
    close: (code, reason) => socket.close(code, reason),
    terminate: () => socket.terminate(),
  };
};
