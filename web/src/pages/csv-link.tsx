import { useState } from 'react';
import type { PastFill } from '../../../src/server/dashboard/history.ts';
import { useServices } from '../app/services.ts';
import { csvOf, savedInWords } from '../format/csv.ts';

type Page = { readonly rows: readonly PastFill[]; readonly next: string | null };

/** Pages of the server, and no more of them than a spreadsheet takes. */
const ROWS = 500;
const PAGES_MOST = 200;

/** All fills as a file: prices, shares and dollars in units of 1e-6, as everywhere. */
export function CsvLink() {
  const { api } = useServices();
  const [said, setSaid] = useState<string | undefined>(undefined);
  const save = async () => {
    const rows: PastFill[] = [];
    let before = '';
    let isCut = false;
    for (let page = 0; page < PAGES_MOST; page++) {
      setSaid(`${rows.length} fills …`);
      const answer = await api.look<Page>(`/api/fills?most=${ROWS}${before}`);
      if (!answer.ok) {
        setSaid(answer.message);
        return;
      }
      rows.push(...answer.value.rows);
      isCut = answer.value.next !== null;
      if (answer.value.next === null) break;
      before = `&before=${encodeURIComponent(answer.value.next)}`;
    }
    saveAs('polydesk-fills.csv', csvOf(rows));
    setSaid(savedInWords(rows.length, isCut));
  };
  return (
    <span className="row">
      {said !== undefined && (
        <span className="muted small" role="status">
          {said}
        </span>
      )}
      <button type="button" onClick={() => void save()}>
        Fills as CSV
      </button>
    </span>
  );
}

function saveAs(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/csv' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
