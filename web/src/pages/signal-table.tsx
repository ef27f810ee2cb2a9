import type { SignalRow } from '../../../src/screen/market-document.ts';
import { outcomeName } from '../format/outcome-name.ts';
import { nameInWords, words } from '../format/words.ts';
import { type Column, DataTable } from '../parts/data-table.tsx';

type Labels = readonly [string | null, string | null];

type SignalTableProps = { readonly signals: readonly SignalRow[]; readonly labels: Labels };

/** Each signal with what it says, how much it is listened to, and what that adds to the vote. */
export function SignalTable({ signals, labels }: SignalTableProps) {
  return (
    <DataTable
      caption="Signals and their votes"
      columns={columnsFor(labels)}
      rows={signals}
      keyOf={({ name }) => name}
      isSmall
    />
  );
}

function columnsFor(labels: Labels): readonly Column<SignalRow>[] {
  return [
    { name: 'Signal', isHead: true, cell: ({ name }) => nameInWords(name) },
    {
      name: 'Says',
      cell: ({ outcome, why }) =>
        outcome === null ? (
          <span className="muted">{why === null ? 'nothing' : `nothing: ${words(why)}`}</span>
        ) : (
          outcomeName(labels, outcome)
        ),
    },
    { name: 'Sure', isNumber: true, cell: ({ confidence }) => part(confidence) },
    {
      name: 'Strength',
      title: 'of how large a move it speaks, 1 to 4',
      isNumber: true,
      cell: ({ strength }) => strength ?? '',
    },
    {
      name: 'Weight',
      title: 'how much it is listened to; all together 100 %',
      isNumber: true,
      cell: ({ weight }) => part(weight),
    },
    {
      name: 'Vote',
      title: 'weight × sure × strength / 4',
      isNumber: true,
      cell: ({ outcome, vote }) => (outcome === null ? '' : vote.toFixed(3)),
    },
  ];
}

function part(value: number | null): string {
  return value === null ? '' : `${(value * 100).toFixed(0)} %`;
}
