import type { Timestamp } from '../../domain/units.ts';
import type { DeskRow } from '../../screen/desk-document.ts';
import { lostInWords } from '../lost-in-words.ts';
import type { Making } from './alert-making.ts';
import type { Draft } from './draft.ts';

/** What has changed in whether the desk may trade. `before` undefined: it is seen first. */
export function riskAlerts(before: DeskRow | undefined, after: DeskRow): readonly Making[] {
  return [
    { what: 'risk', make: () => modeAlerts(before, after) },
    { what: 'words of operators', make: () => wordAlerts(before, after) },
    { what: 'faults', make: () => faultAlerts(before, after) },
  ];
}

function modeAlerts(before: DeskRow | undefined, after: DeskRow): readonly Draft[] {
  const from = before?.risk.mode ?? 'normal';
  const { mode, cause, drawdown, dayLoss } = after.risk;
  if (mode === from) return [];
  const numbers = drawdown === null || dayLoss === null ? {} : { drawdown, dayLoss };
  const lost = lostInWords(after.risk);
  const about = { at: after.now as Timestamp, subject: after.name, numbers };
  switch (mode) {
    case 'killed': {
      const text = `Killed by ${inWords(cause)}: everything is being canceled (${lost}).`;
      return [{ kind: 'kill', level: 'critical', code: `killed_${cause}`, text, ...about }];
    }
    case 'cooling': {
      // Seen for the first time so, or between two looks: nobody has heard of the kill.
      const text = `After a kill by ${inWords(cause)} nothing is opened yet (${lost}).`;
      if (from === 'killed') {
        return [{ kind: 'notice', level: 'warning', code: 'cooling', text, ...about }];
      }
      return [{ kind: 'kill', level: 'critical', code: `killed_${cause}`, text, ...about }];
    }
    case 'reduce': {
      const isBetter = from === 'killed' || from === 'cooling';
      const text = `Half of every limit holds (${lost}).`;
      if (isBetter) return [{ kind: 'recovery', level: 'warning', code: 'reduce', text, ...about }];
      return [{ kind: 'breaker', level: 'warning', code: 'reduce', text, ...about }];
    }
    case 'normal': {
      const text = `It trades within its whole limits again (${lost}).`;
      return [{ kind: 'recovery', level: 'info', code: 'risk_normal', text, ...about }];
    }
  }
}

function inWords(cause: DeskRow['risk']['cause']): string {
  if (cause === 'drawdown') return 'its drawdown';
  return cause === 'day_loss' ? 'the loss of the day' : 'its limits';
}

function wordAlerts(before: DeskRow | undefined, after: DeskRow): readonly Draft[] {
  const { isStopping } = after.risk;
  if (isStopping === (before?.risk.isStopping ?? false)) return [];
  const about = { at: after.now as Timestamp, subject: after.name, numbers: {} };
  if (isStopping) {
    const text = 'An operator has stopped everything: all is being canceled.';
    return [{ kind: 'kill', level: 'critical', code: 'operator_stop', text, ...about }];
  }
  const text = 'An operator lets it trade again.';
  return [{ kind: 'recovery', level: 'warning', code: 'operator_resume', text, ...about }];
}

function faultAlerts(before: DeskRow | undefined, after: DeskRow): readonly Draft[] {
  const about = { at: after.now as Timestamp, subject: after.name, numbers: {} };
  const drafts: Draft[] = [];
  if (after.fault !== null && after.fault !== (before?.fault ?? null)) {
    const text = `It has stopped trading: ${after.fault}`;
    drafts.push({ kind: 'halt', level: 'critical', code: 'fault', text, ...about });
  }
  const held = after.venue?.heldBack ?? null;
  const heldBefore = before?.venue?.heldBack ?? null;
  if (held !== null && held !== heldBefore) {
    const text = `Nothing new may be sent to the venue: ${held}`;
    drafts.push({ kind: 'halt', level: 'warning', code: 'held_back', text, ...about });
  }
  if (held === null && heldBefore !== null) {
    const text = 'Orders may be sent to the venue again.';
    drafts.push({ kind: 'recovery', level: 'info', code: 'held_back_over', text, ...about });
  }
  return drafts;
}
