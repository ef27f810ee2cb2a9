import type { Timestamp } from '../../domain/units.ts';
import { CHAIN_ID } from '../venue/exchange-contracts.ts';
import { isoSeconds, type Row } from '../wire/forms.ts';

/**
 * GET /v2/status, by its page (venue docs, read 2026-11). No chain is read here, so nothing can be
 * behind it: no cursors, no mechanisms, and no lag that could be told.
 */
export function freshness(now: Timestamp): Row {
  return {
    computed_at: isoSeconds(now),
    age_seconds: 0,
    serving: { lag_seconds: null, worst: null, mechanisms: [] },
    ingestion: {
      chain_id: CHAIN_ID,
      network: null,
      cursors: 0,
      lagging: [],
      most_lagged: null,
      min_synced_block: null,
      max_synced_block: null,
    },
  };
}
