import { plural } from '../report/format.ts';
import { type ExchangeStatus, exchangeStatusOf } from '../runtime/exchange/exchange-status.ts';
import type { LocalExchange } from '../runtime/exchange/local-exchange.ts';
import {
  EXCHANGE_PORT,
  openExchange,
  openRecordedExchange,
} from '../runtime/exchange/open-exchange.ts';
import type { RecordedExchange } from '../runtime/exchange/recorded-exchange.ts';
import { ProgramMetrics } from '../runtime/metrics/program-metrics.ts';
import { readExchange } from '../runtime/metrics/read-exchange.ts';
import { servedMetrics } from '../runtime/metrics/served-metrics.ts';
import { Ending, exitAfter } from './ending.ts';
import type { ExchangeOptions } from './exchange.ts';
import { recordingOf } from './options/recorded-exchange-options.ts';
import { openOutput } from './output/output.ts';
import { portTaken } from './port-taken.ts';

const STATUS_MS = 5_000;

/** Serves the local exchange until it is stopped. */
export async function runExchange(options: ExchangeOptions): Promise<void> {
  const output = openOutput({ forMachine: options.json === true });
  const ending = new Ending(options.for);
  const exchange = await ending.afterStart(begin(options, output.note, ending));
  const tell = () => {
    const status = exchangeStatusOf(exchange);
    if (options.json === true) output.line(status);
    else output.note(inWords(status));
  };
  output.note(`SIMULATED exchange at ${exchange.base}: ${whatIsSimulated(exchange)}.`);
  const { gamma, data, rpc } = exchange.services;
  output.note(`Catalogue at ${gamma}, data at ${data}, what is read from the chain at ${rpc}.`);
  output.note('Use it by --exchange, or with any client of the venue. Stop with Ctrl-C.');
  output.note('Sign for it with keys that never held anything: its orders hold at the venue, too.');
  const metrics = new ProgramMetrics({
    mode: 'exchange',
    provenance: () => 'simulated',
    collect: (scrape) => readExchange(scrape, exchangeStatusOf(exchange)),
  });
  const closeMetrics = await servedMetrics(options.metricsPort, metrics, output.note);
  if (options.json === true) tell();
  const telling = setInterval(tell, STATUS_MS);
  const why = await ending.come;
  clearInterval(telling);
  tell();
  await closeMetrics();
  await exchange.stop();
  exitAfter(why);
}

function whatIsSimulated(exchange: AnyExchange): string {
  return 'driver' in exchange
    ? 'a recording drives it, and whoever trades there changes nothing of it'
    : 'prices, traders and outcomes are invented';
}

type AnyExchange = LocalExchange | RecordedExchange;

async function begin(
  options: ExchangeOptions,
  note: (text: string) => void,
  ending: Ending,
): Promise<AnyExchange> {
  const { asset, frame, seed, cash, speed, trades, limits } = options;
  const { port = EXCHANGE_PORT, gammaPort, dataPort } = options;
  const ownPorts = { gamma: gammaPort, data: dataPort };
  const wishes = { port, ownPorts, seed, cash, speed, isLimited: limits };
  const recording = recordingOf(options);
  const onFault = (error: unknown) => note(`a fault of the exchange: ${error}`);
  try {
    if (recording !== undefined) {
      const played = await openRecordedExchange({ ...wishes, ...recording }, onFault, (error) =>
        ending.trouble(`the recording cannot be read on: ${error}`, VERIFY),
      );
      for (const { text } of played.assumptions) note(text);
      return played;
    }
    const invented = { assets: asset, frames: frame, tradesPerMinute: trades };
    return await openExchange({ ...wishes, ...invented }, onFault);
  } catch (error) {
    const asked = { '--port': port, '--gamma-port': gammaPort, '--data-port': dataPort };
    throw portTaken(error, asked) ?? error;
  }
}

const VERIFY = 'See what is wrong with it by "polydesk archive verify <dir>".';

function inWords(status: ExchangeStatus): string {
  const { openMarkets, trades, wallets, sockets, orders, stopped, recording } = status;
  const connections = Object.values(sockets).reduce((sum, open) => sum + open, 0);
  const sent = Object.values(orders).reduce((sum, count) => sum + count, 0);
  const failed = stopped.length === 0 ? '' : `; stopped: ${stopped.join(', ')}`;
  return (
    `SIMULATED: ${plural(openMarkets, 'open market')}, ${plural(trades, 'trade')}, ` +
    `${plural(wallets, 'wallet')}, ${plural(connections, 'connection')}, ` +
    `${plural(sent, 'order')} received${failed}${recording === undefined ? '' : told(recording)}`
  );
}

function told({ at, isOver }: NonNullable<ExchangeStatus['recording']>): string {
  return isOver ? '; the recording is over' : `; the recording is at ${at.slice(0, 19)}Z`;
}
