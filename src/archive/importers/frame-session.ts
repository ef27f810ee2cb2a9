import { z } from 'zod';
import type { ImportContext, SourceRow, UnitWriter } from '../importer.ts';
import { FrameTape } from './frame-tape.ts';
import { rowOf } from './json-rows.ts';
import { declareMarkets } from './session-markets.ts';

/** Whose formats are needed: the venue's, and those of the spot exchanges. */
type Wires = Pick<ImportContext, 'wire' | 'feeds'>;

/** One run of the recorder: its frames and what it knew of the markets, as JSON lines. */
export type Session = { readonly name: string; readonly frames: Buffer; readonly markets: Buffer };

const envelope = z.object({
  source: z.string(),
  recv_wall_ts: z.number().int().positive(),
  ingest_seq: z.number().int().nonnegative(),
  payload: z.string(),
});
type Envelope = z.output<typeof envelope>;

const MICROS_PER_MS = 1_000;
/** The recorder numbers frames in millions: a new million is a new round of connections. */
const SEQ_PER_ROUND = 1_000_000;

/** Imports one session, frame by frame in the order of receipt. */
export async function readSession(
  session: Session,
  archive: string,
  wires: Wires,
  writer: UnitWriter,
): Promise<void> {
  const { wire } = wires;
  const markets = `${archive}:${session.name}/markets.jsonl`;
  const tape = new FrameTape(declareMarkets(session.markets, markets, wire, writer), writer);
  const file = `${archive}:${session.name}/raw_messages.jsonl`;
  const prints = new Set<string>();
  const lines = session.frames.toString('utf8').split('\n');
  let rows = 0;
  for (const [index, line] of lines.entries()) {
    if (line === '') continue;
    rows++;
    const source = { file, row: index + 1 };
    const frame = rowOf(envelope, line);
    if (frame === undefined) {
      writer.quarantine(source, 'malformed_row', 'not an envelope of this recorder', line);
      continue;
    }
    const tsInit = frame.recv_wall_ts * MICROS_PER_MS;
    if (frame.source === 'polymarket_clob') {
      const round = Math.floor(frame.ingest_seq / SEQ_PER_ROUND);
      tape.frame(wire.readMarketFrame(frame.payload), tsInit, round, source, frame.payload);
    } else reference(frame, tsInit, source, wires, writer, prints);
  }
  tape.finish();
  writer.progress(rows);
  await writer.ready();
}

/** Oracle and spot frames become reference prices; each look-back print counts once. */
function reference(
  frame: Envelope,
  tsInit: number,
  source: SourceRow,
  { wire, feeds }: Wires,
  writer: UnitWriter,
  seen: Set<string>,
): void {
  if (frame.source === 'polymarket_rtds_chainlink') {
    oracle(frame.payload, tsInit, source, wire, writer, seen);
    return;
  }
  const told = feeds.readSpotPrice(frame.source, frame.payload);
  if (told === undefined) writer.defect(`frame_not_read: ${frame.source}`);
  else if (!told.ok) writer.quarantine(source, told.code, told.message, frame.payload);
  // Two trades of a spot exchange may be equal in time and price: only the oracle repeats itself.
  else
    writer.reference(
      told.value.feed,
      told.value.tsEvent,
      tsInit,
      told.value.value,
      told.value.text,
    );
}

function oracle(
  payload: string,
  tsInit: number,
  source: SourceRow,
  wire: Wires['wire'],
  writer: UnitWriter,
  seen: Set<string>,
): void {
  const { messages, refusals, ignored } = wire.readPriceFrame(payload);
  for (const name of ignored) writer.defect(`event_not_read: ${name}`);
  for (const { code, message } of refusals) writer.quarantine(source, code, message, payload);
  for (const { feed, tsEvent, value, text } of messages) {
    const key = `${feed} ${tsEvent} ${value}`;
    if (seen.has(key)) {
      writer.defect('oracle_print_repeated');
      continue;
    }
    seen.add(key);
    writer.reference(feed, tsEvent, tsInit, value, text);
  }
}
