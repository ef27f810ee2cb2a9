import { ArchiveError } from './archive-error.ts';
import type { Importer, ImportPlan } from './importer.ts';
import { LAYOUT_VERSION } from './layout.ts';
import type { InputRecord, Receipt } from './receipt.ts';

/** What an import brings: its units, and its files as they are now, by name. */
export type Incoming = {
  readonly importer: Pick<Importer, 'name' | 'version'>;
  readonly plan: ImportPlan;
  readonly inputs: ReadonlyMap<string, InputRecord>;
  /** Paths of files in the archive that are gone or cut off, by the receipt that vouches. */
  readonly missing: ReadonlyMap<Receipt, string>;
};

/**
 * Receipts whose rows are to be replaced by those of an import. Units of other inputs stay: an
 * archive may be gathered from several imports.
 * @throws ArchiveError when rows must go that the import does not bring back.
 */
export function staleReceipts(receipts: readonly Receipt[], incoming: Incoming): Set<Receipt> {
  const stale = new Set<Receipt>();
  for (const receipt of receipts) {
    const fault = faultOf(receipt, incoming);
    if (fault === undefined) continue;
    if (!isBroughtBack(receipt, incoming)) throw refusal(receipt, fault);
    stale.add(receipt);
  }
  return stale;
}

type Fault = {
  readonly code: 'version_mismatch' | 'damaged_file' | 'archive_damaged';
  readonly told: string;
};

function faultOf(receipt: Receipt, incoming: Incoming): Fault | undefined {
  const { importer, plan, inputs, missing } = incoming;
  const { importerVersion, layoutVersion, replaces, unit } = receipt;
  if (importerVersion !== importer.version || layoutVersion !== LAYOUT_VERSION) {
    const told = `was made by version ${importerVersion} of ${importer.name} in layout`;
    return { code: 'version_mismatch', told: `${told} ${layoutVersion}` };
  }
  const path = missing.get(receipt);
  if (path !== undefined) {
    return { code: 'archive_damaged', told: `has lost ${path}, or a part of it` };
  }
  // A unit that is none of the plan's speaks of other files, even where one has the same name.
  if (replaces === undefined && !plan.units.some(({ key }) => key === unit)) return undefined;
  const changed = receipt.inputs.find(({ name, sha256 }) => {
    const now = inputs.get(name);
    return now === undefined ? replaces === undefined : now.sha256 !== sha256;
  });
  if (changed === undefined) return undefined;
  return { code: 'damaged_file', told: `was made of another ${changed.name}` };
}

/** Whether the import holds everything that the unit was made of. */
function isBroughtBack(receipt: Receipt, { plan, inputs }: Incoming): boolean {
  if (plan.units.some(({ key }) => key === receipt.unit)) return true;
  const isThere = ({ name, sha256 }: InputRecord) =>
    receipt.replaces === undefined ? inputs.get(name)?.sha256 === sha256 : inputs.has(name);
  return receipt.inputs.every(isThere);
}

function refusal({ unit, inputs }: Receipt, { code, told }: Fault): ArchiveError {
  const names = inputs.slice(0, 3).map(({ name }) => name);
  const more = inputs.length > names.length ? ` and ${inputs.length - names.length} more` : '';
  return new ArchiveError(
    code,
    `unit ${unit} ${told}, and this import does not bring all of it back. ` +
      `Import it together with ${names.join(', ')}${more}, or choose another dataset name.`,
  );
}
