/** What happened on the market channel, in numbers that only grow. */
export class MarketCounters {
  /** Connections that came about, over all sockets. */
  opens = 0;
  frames = 0;
  messages = 0;
  /** Parts of frames that could not be read. */
  refusals = 0;
  /** Messages of kinds that nobody here reads. */
  ignored = 0;
  /** Changes and best prices of a token whose book was untrusted: dropped, or kept for later. */
  untrusted = 0;
  /** Changes from before a snapshot that it did not contain: delivered after it. */
  early = 0;
  /** Prints that only the next socket had told: delivered with its snapshot. */
  earlyPrints = 0;
  /** Prints that the socket before had told: dropped. */
  twice = 0;
  /** Snapshots that lack changes which were let go: dropped. */
  overtaken = 0;
  /** Changes older than the snapshot before them: contained in it, dropped. */
  contained = 0;
  /** Changes older than a change before them: dropped, and the book fetched anew. */
  late = 0;
  /** Snapshots older than the trusted book: dropped. */
  replays = 0;
  /** Tick sizes that were in force already: dropped. */
  sameTicks = 0;
  /** Messages of a token from a socket that does not speak for it: dropped, or kept for later. */
  elsewhere = 0;
  /** Snapshots after a gap that are older than what was known before it: taken, and looked into. */
  olderSnapshots = 0;
  crossings = 0;
  redrives = 0;
  moves = 0;
  dead = 0;
  /** Sockets that were open and never carried a frame. */
  barren = 0;
  /** Sockets with too many unreadable parts. */
  garbled = 0;
  /** Sockets that were found stalled, and tokens. */
  stalledSockets = 0;
  stalledTokens = 0;
  /** Of those: the new snapshot brought nothing new. */
  falseAlarms = 0;
  /** The longest time from what was missed (venue's clock) to the discovery (ours), ms. */
  detectMsMost = 0;
  witnessed = 0;
  /** The witness had nothing to say. */
  unwitnessed = 0;
  /** Book hashes that differ at the same time: a hint, never a reason. */
  hashMismatches = 0;
}
