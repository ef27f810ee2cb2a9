// The venue's wire format for tests of rooms that get it handed over and may not import it.
import { polymarketWire as wire } from '../../src/polymarket/wire/wire.ts';

export const polymarketWire = wire;
