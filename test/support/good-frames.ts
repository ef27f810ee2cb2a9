// A frame of each kind that the exchanges send and we read.
import * as say from './exchange-frames.ts';

export const goodFrames = {
  spot: [
    say.binanceTrade(0),
    say.aggregateTrade(0),
    say.bookTicker(),
    say.kline(0),
    say.depthUpdate([1, 2], [['1', '1']], [['2', '1']]),
  ],
  futures: [say.markPrice(0), say.forceOrder(0)],
  coinbase: [say.coinbaseTicker(0), say.coinbaseMatch(0), say.coinbaseHeartbeat(0)],
} as const;
