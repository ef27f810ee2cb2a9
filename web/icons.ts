import type { Plugin } from 'vite';

/** As many counts as have an icon of their own; beyond that it is "more". */
const COUNTS_MOST = 9;

/** The tab's icon, with how many positions are open. Files: pages may show no inline pictures. */
export function icons(): Plugin {
  return {
    name: 'icons',
    generateBundle() {
      const emit = (fileName: string, badge: string) =>
        this.emitFile({ type: 'asset', fileName, source: iconWith(badge) });
      emit('icon.svg', '');
      for (let count = 1; count <= COUNTS_MOST; count++) emit(`icon-${count}.svg`, String(count));
      emit('icon-more.svg', '+');
    },
  };
}

const BADGE = '<circle cx="22.5" cy="22.5" r="9.5" fill="#fff"/>';
const TEXT = 'font-family="sans-serif" font-weight="700" font-size="15" text-anchor="middle"';

function iconWith(badge: string): string {
  const count =
    badge === '' ? '' : `${BADGE}<text x="22.5" y="28" fill="#171b21" ${TEXT}>${badge}</text>`;
  return (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><title>Polydesk</title>' +
    '<rect width="32" height="32" rx="7" fill="#2457d6"/>' +
    '<path d="M6 22l7-9 5 4 8-10" fill="none" stroke="#fff" stroke-width="3.2" ' +
    `stroke-linecap="round" stroke-linejoin="round"/>${count}</svg>\n`
  );
}
