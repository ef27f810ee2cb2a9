import type { ParameterSpec } from '../../ports/strategy.ts';
import type { OfferedStrategy, RunningConfiguration } from '../../server/dashboard/history.ts';
import type { OfferedStrategy as Offered } from '../strategies.ts';

/** The strategies there are, and what those that trade in a run were given. */
export function offeredStrategies(
  offered: readonly Offered[],
  running: RunningConfiguration['strategies'],
): readonly OfferedStrategy[] {
  return offered.map(({ definition, isOwn }) => {
    const { name, summary, parameters } = definition;
    const run = running.find((one) => one.name === name);
    return {
      name,
      summary,
      isOwn,
      isRunning: run !== undefined,
      parameters: Object.entries(parameters).map(([parameter, spec]) => ({
        name: parameter,
        ...specOf(spec),
        value: run?.parameters[parameter] ?? null,
      })),
    };
  });
}

function specOf(spec: ParameterSpec) {
  const isNumber = spec.kind === 'number' || spec.kind === 'integer';
  return {
    kind: spec.kind,
    summary: spec.summary,
    default: String(spec.default),
    min: (isNumber ? spec.min : undefined) ?? null,
    max: (isNumber ? spec.max : undefined) ?? null,
    choices: spec.kind === 'choice' ? [...spec.choices] : null,
  };
}
