import type { Provenance } from '../../domain/provenance.ts';
import { LAYOUT_VERSION } from '../layout.ts';
import type { Manifest } from '../manifest.ts';
import { NO_EVENTS } from '../series-totals.ts';
import type { CatalogueCounts } from './catalogue-tables.ts';

/** Whose a dataset is that scans of the venue's list of markets fill. */
export const CATALOGUE_IMPORTER = { name: 'catalogue-scan', version: 1 } as const;

export type CatalogueOrigin = {
  readonly dataset: string;
  readonly provenance: Provenance;
  /** Address of the service that listed the markets. */
  readonly heardFrom: string;
};

const NOTES = [
  'Facts are as the venue last told them; prices and volumes are minutes old when they come.',
  'Winners by the strict rule: closed, resolved, and prices of exactly 1 and 0, or halves.',
  'Who won stays as it was first known; what contradicts it is counted as a defect.',
];

/** Of a dataset that holds facts and winners of markets, and no events. */
export function catalogueManifest(
  { dataset, provenance, heardFrom }: CatalogueOrigin,
  { markets, resolutions, contradicted, states, refused, asOf, contentHash }: CatalogueCounts,
): Manifest {
  const quarantine = Object.values(refused).reduce((sum, rows) => sum + rows, 0);
  return {
    layoutVersion: LAYOUT_VERSION,
    dataset,
    source: `listed by ${heardFrom}`,
    licence: { text: 'own recording', class: 'own' },
    provenance,
    replayClock: 'init',
    notes: NOTES,
    importer: CATALOGUE_IMPORTER,
    inputs: [],
    units: [],
    rows: { events: 0, references: 0, markets, resolutions, strikes: 0, gaps: 0, quarantine },
    counts: NO_SERIES,
    period: undefined,
    completeness: undefined,
    series: [],
    hours: [],
    defects: contradicted === 0 ? {} : { winner_contradicted: contradicted },
    quarantine: refused,
    feeds: [],
    files: [],
    contentHash,
    catalogue: { asOf, states },
  };
}

const NO_SERIES: Manifest['counts'] = {
  ...NO_EVENTS,
  crossed: 0,
  tokenSeries: 0,
  completeSeries: 0,
  incompleteSeries: 0,
  unjudgedSeries: 0,
};
