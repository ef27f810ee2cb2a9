import { exchange, program, recorder, venue } from './machine-boards.ts';
import type { Board } from './panel.ts';
import { money, orders, risk } from './trading-boards.ts';

/** Those of deploy/metrics/grafana/dashboards. */
export const BOARDS: readonly Board[] = [money, orders, venue, risk, recorder, program, exchange];
