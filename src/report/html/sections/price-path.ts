import { marketName } from '../../names.ts';
import type { Report } from '../../report.ts';
import { html, type Markup } from '../markup.ts';
import { empty, section } from '../table.ts';

/** Best bid and ask of a chosen market, with the run's fills; drawn by price-path.js. */
export function pathSection({ record }: Report): Markup {
  const options = record.pricePaths.map(
    ({ market }, i) => html`<option value="${i}">${marketName(record, market)}</option>
`,
  );
  return section(
    'prices',
    'Price path and fills',
    'Best bid and ask of the first outcome in dollars; the band between them is the spread. ' +
      'Fills in the second outcome stand at one dollar less their price. The line breaks where ' +
      'the book was empty or not to be trusted.',
    options.length === 0 ? empty('The run kept no price path.') : chart(options),
  );
}

function chart(options: readonly Markup[]): Markup {
  return html`<p class="controls">
<label>Market <select id="path-market">${options}</select></label> <span id="path-result"></span>
</p>
<div id="path-chart" class="chart"></div>
<p class="legend">
<span class="key bid"></span>bid
<span class="key ask"></span>ask
<span class="tri">▲</span> buy
<span class="tri">▼</span> sale; hollow: second outcome
</p>
<div class="scroll" tabindex="0" role="region" aria-label="Fills in this market">
<table id="path-fills"></table></div>`;
}
