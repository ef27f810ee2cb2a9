/**
 * Each brings the store from the version before to the next; a store's version is the number of
 * those it has had (PRAGMA user_version). One that stands here is never changed: stores have it.
 */
export const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE run (
    run TEXT NOT NULL, provenance TEXT NOT NULL, mode TEXT, began INTEGER, ended INTEGER,
    hash TEXT, fault TEXT, version TEXT, node TEXT, capital INTEGER, strategies TEXT,
    configuration TEXT, records INTEGER, bytes INTEGER, PRIMARY KEY (run)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE market (
    run TEXT NOT NULL, provenance TEXT NOT NULL, number INTEGER NOT NULL, market TEXT,
    listed INTEGER, closed INTEGER, question TEXT, category TEXT, asset TEXT, label_0 TEXT,
    label_1 TEXT, condition_id TEXT, token_0 TEXT, token_1 TEXT, opens INTEGER,
    closes INTEGER, minimum_size INTEGER, taker_delay_ms INTEGER, fee TEXT, rule TEXT,
    PRIMARY KEY (run, number)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE decision (
    run TEXT NOT NULL, provenance TEXT NOT NULL, entry INTEGER NOT NULL, time INTEGER,
    strategy TEXT, market TEXT, outcome INTEGER, label TEXT, kind TEXT, order_id INTEGER,
    side TEXT, price INTEGER, size INTEGER, time_in_force TEXT, post_only INTEGER,
    expires INTEGER, reason TEXT, numbers TEXT, status TEXT, code TEXT, message TEXT,
    filled INTEGER, ended INTEGER, PRIMARY KEY (run, entry)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE fill (
    run TEXT NOT NULL, provenance TEXT NOT NULL, fill INTEGER NOT NULL, entry INTEGER,
    time INTEGER, venue_time INTEGER, order_id INTEGER, strategy TEXT, market TEXT,
    outcome INTEGER, label TEXT, side TEXT, price INTEGER, size INTEGER, amount INTEGER,
    fee INTEGER, rebate INTEGER, liquidity TEXT, match TEXT, evidence TEXT, settlement TEXT,
    settled INTEGER, PRIMARY KEY (run, fill)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE outcome (
    run TEXT NOT NULL, provenance TEXT NOT NULL, market TEXT NOT NULL, time INTEGER,
    payout INTEGER, source TEXT, own INTEGER, feed TEXT, own_open INTEGER, own_close INTEGER,
    PRIMARY KEY (run, market)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE forecast (
    run TEXT NOT NULL, provenance TEXT NOT NULL, entry INTEGER NOT NULL, time INTEGER,
    strategy TEXT, market TEXT, probability REAL, mid INTEGER, model TEXT,
    PRIMARY KEY (run, entry)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE trade (
    run TEXT NOT NULL, provenance TEXT NOT NULL, number INTEGER NOT NULL, strategy TEXT,
    market TEXT NOT NULL, outcome INTEGER, label TEXT, state TEXT, opened INTEGER,
    closed INTEGER, exit TEXT, fills INTEGER, size INTEGER, entry_price INTEGER,
    exit_price INTEGER, payout INTEGER, cost INTEGER, entry_fee INTEGER, gross INTEGER,
    fees INTEGER, net INTEGER, rebate INTEGER, held_size INTEGER, held_cost INTEGER,
    PRIMARY KEY (run, market, number)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE opening (
    run TEXT NOT NULL, provenance TEXT NOT NULL, entry INTEGER NOT NULL, time INTEGER,
    strategy TEXT, market TEXT, outcome INTEGER, label TEXT, size INTEGER, cost INTEGER,
    PRIMARY KEY (run, entry)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE notice (
    run TEXT NOT NULL, provenance TEXT NOT NULL, record INTEGER NOT NULL, time INTEGER,
    strategy TEXT, code TEXT, message TEXT, PRIMARY KEY (run, record)
  ) STRICT, WITHOUT ROWID;
  `,
];
