// Wire formats for tests of rooms that get them handed over and may not import them.
import { feedWire as feeds } from '../../src/feeds/wire/feed-wire.ts';
import { polymarketWire as wire } from '../../src/polymarket/wire/wire.ts';

export const polymarketWire = wire;
export const feedWire = feeds;
