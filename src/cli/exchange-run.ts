import { plural } from '../report/format.ts';
import { type ExchangeStatus, exchangeStatusOf } from '../runtime/exchange/exchange-status.ts';
import type { LocalExchange } from '../runtime/exchange/local-exchange.ts';
import { EXCHANGE_PORT, openExchange } from '../runtime/exchange/open-exchange.ts';
import { Ending, exitAfter } from './ending.ts';
import type { ExchangeOptions } from './exchange.ts';
import { CommandFailure, EXIT } from './failure.ts';
import { openOutput } from './output/output.ts';

const STATUS_MS = 5_000;

/** Serves the local exchange until it is stopped. */
export async function runExchange(options: ExchangeOptions): Promise<void> {
  const output = openOutput({ forMachine: options.json === true });
  const ending = new Ending(options.for);
  const exchange = await ending.afterStart(begin(options, output.note));
  const tell = () => {
    const status = exchangeStatusOf(exchange);
    if (options.json === true) output.line(status);
    else output.note(inWords(status));
  };
  output.note(`SIMULATED exchange at ${exchange.base}: prices, traders and outcomes are invented.`);
  output.note('Use it by --exchange, or with any client of the venue. Stop with Ctrl-C.');
  output.note('Sign for it with keys that never held anything: its orders hold at the venue, too.');
  if (options.json === true) tell();
  const telling = setInterval(tell, STATUS_MS);
  const why = await ending.come;
  clearInterval(telling);
  tell();
  await exchange.stop();
  exitAfter(why);
}

async function begin(
  options: ExchangeOptions,
  note: (text: string) => void,
): Promise<LocalExchange> {
  const { port = EXCHANGE_PORT, asset, frame, seed, cash, speed, trades, limits } = options;
  try {
    return await openExchange(
      {
        port,
        assets: asset,
        frames: frame,
        seed,
        cash,
        speed,
        tradesPerMinute: trades,
        isLimited: limits,
      },
      (error) => note(`a fault of the exchange: ${error}`),
    );
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error;
    const remedy = 'Is an exchange running already? Choose another by --port; 0 takes a free one.';
    throw new CommandFailure(EXIT.failed, `port ${port} is taken`, remedy);
  }
}

function inWords(status: ExchangeStatus): string {
  const { openMarkets, trades, wallets, sockets, orders, stopped } = status;
  const connections = Object.values(sockets).reduce((sum, open) => sum + open, 0);
  const sent = Object.values(orders).reduce((sum, count) => sum + count, 0);
  const failed = stopped.length === 0 ? '' : `; stopped: ${stopped.join(', ')}`;
  return (
    `SIMULATED: ${plural(openMarkets, 'open market')}, ${plural(trades, 'trade')}, ` +
    `${plural(wallets, 'wallet')}, ${plural(connections, 'connection')}, ` +
    `${plural(sent, 'order')} received${failed}`
  );
}
