import { UP_DOWN_FRAMES, type UpDownFrame } from '../../domain/up-down-rule.ts';

/** What the catalogue has met, for whoever looks at the machine. */
export class CatalogueCounters {
  /** Looks at the venue: one request, two while the CLOB is asked too. */
  looks = 0;
  checks = 0;
  /** Looks that did not find their market, by reason (see Trouble). */
  readonly troubles = { missing: 0, unhydrated: 0, failed: 0, refused: 0 };
  failedChecks = 0;
  /** Windows that the tag shows under a name nobody foresaw. */
  renamed = 0;
  /** Windows known by name that the tag does not show. */
  absent = 0;
  late = 0;
  contradicted = 0;
  /** Windows that closed before both services knew them. */
  readonly skipped = Object.fromEntries(UP_DOWN_FRAMES.map((frame) => [frame, 0])) as Record<
    UpDownFrame,
    number
  >;
}
