// What a board is made of, and Grafana's JSON of it.

type Unit =
  | 'currencyUSD'
  | 's'
  | 'bytes'
  | 'Bps'
  | 'percentunit'
  | 'short'
  | 'ops'
  | 'dateTimeFromNow';

export type Query = readonly [expr: string, legend: string];

/** It answers one question, which is its title. */
export type Panel = {
  readonly asks: string;
  readonly unit: Unit;
  readonly kind?: 'timeseries' | 'stat' | 'state-timeline' | 'bargauge' | 'heatmap';
  readonly queries: readonly Query[];
};

export type Board = {
  readonly name: string;
  readonly title: string;
  /** Whether strategies can be chosen. */
  readonly byStrategy: boolean;
  readonly panels: readonly Panel[];
};

const SOURCE = { type: 'prometheus', uid: 'polydesk-prometheus' };
const WIDTH = 12;
const HEIGHT = 8;

/** A metric of the programs that are chosen. */
export function of(metric: string, ...matchers: readonly string[]): string {
  return `${metric}{${['instance=~"$instance"', ...matchers].join(', ')}}`;
}

export const CHOSEN = 'strategy=~"$strategy"';

/** Grafana's own description of a board. */
export function grafanaJson({ name, title, byStrategy, panels }: Board): unknown {
  return {
    uid: `polydesk-${name}`,
    title: `Polydesk: ${title}`,
    tags: ['polydesk'],
    schemaVersion: 41,
    editable: false,
    graphTooltip: 1,
    refresh: '10s',
    time: { from: 'now-1h', to: 'now' },
    timezone: 'utc',
    annotations: { list: ANNOTATIONS },
    links: [{ type: 'dashboards', tags: ['polydesk'], title: 'boards', asDropdown: false }],
    templating: { list: byStrategy ? [INSTANCE, STRATEGY] : [INSTANCE] },
    panels: panels.map(panelJson),
  };
}

function panelJson({ asks, unit, kind = 'timeseries', queries }: Panel, index: number): unknown {
  const [x, y] = [(index % 2) * WIDTH, Math.floor(index / 2) * HEIGHT];
  return {
    id: index + 1,
    title: asks,
    type: kind,
    datasource: SOURCE,
    gridPos: { x, y, w: WIDTH, h: HEIGHT },
    fieldConfig: { defaults: { unit, custom: kind === 'timeseries' ? LINES : {} }, overrides: [] },
    options: OPTIONS[kind],
    targets: queries.map(([expr, legendFormat], i) => ({
      refId: String.fromCharCode('A'.charCodeAt(0) + i),
      datasource: SOURCE,
      expr,
      legendFormat,
      ...(kind === 'heatmap' ? { format: 'heatmap' } : {}),
    })),
  };
}

/** A hole in what is known stays a hole. */
const LINES = { spanNulls: false, fillOpacity: 10, showPoints: 'never' };
const LAST = { reduceOptions: { calcs: ['lastNotNull'], fields: '', values: false } };
const OPTIONS = {
  timeseries: {
    legend: { displayMode: 'table', placement: 'right', calcs: ['lastNotNull', 'max'] },
  },
  stat: { ...LAST, textMode: 'value_and_name' },
  'state-timeline': { mergeValues: true, showValue: 'never' },
  bargauge: { ...LAST, orientation: 'horizontal', displayMode: 'basic' },
  heatmap: { calculate: false, yAxis: { unit: 's' } },
} as const;

const INSTANCE = variable('instance', 'label_values(polydesk_info, instance)');
const STRATEGY = variable(
  'strategy',
  'label_values(polydesk_strategy_state{instance=~"$instance"}, strategy)',
);

function variable(name: string, query: string): unknown {
  return {
    name,
    type: 'query',
    datasource: SOURCE,
    query: { query, refId: name },
    refresh: 2,
    sort: 1,
    multi: true,
    includeAll: true,
    allValue: '.*',
    current: { text: 'All', value: '$__all' },
  };
}

const ANNOTATIONS = [
  annotation(
    'fills',
    'green',
    `sum by (strategy) (increase(${of('polydesk_fills_total')}[1m])) > 0`,
    'fills of {{strategy}}',
  ),
  annotation(
    'kills',
    'red',
    `increase(${of('polydesk_kills_total')}[1m]) > 0`,
    'a loss has stopped it',
  ),
  annotation(
    'starts',
    'blue',
    `changes(${of('polydesk_start_time_seconds')}[1m]) > 0`,
    'started anew',
  ),
];

function annotation(name: string, iconColor: string, expr: string, titleFormat: string): unknown {
  return { name, iconColor, datasource: SOURCE, enable: true, expr, step: '60s', titleFormat };
}
