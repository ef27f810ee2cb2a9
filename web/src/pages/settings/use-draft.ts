import { useState } from 'react';
import type { SettingsVersion } from '../../../../src/screen/settings.ts';
import { leavesOf } from '../../../../src/screen/settings-changes.ts';
import { carriedOver, type SettingsDraft } from './settings-form.ts';

type Kept = {
  /** The version on which it was typed; 0: nothing was set. */
  readonly version: number;
  readonly before: SettingsDraft;
  readonly draft: SettingsDraft;
  /** Another version came while something was typed that is not in it. */
  readonly isCarried: boolean;
};

/** What is typed. When another version comes it stays, on top of that one. */
export function useDraft(newest: SettingsVersion | null) {
  const [kept, setKept] = useState<Kept>(() => begun(newest));
  const version = newest?.version ?? 0;
  const now = kept.version === version ? kept : moved(kept, newest);
  if (now !== kept) setKept(now);
  const setDraft = (draft: SettingsDraft) => setKept({ ...now, draft });
  return { draft: now.draft, isCarried: now.isCarried, setDraft };
}

function begun(newest: SettingsVersion | null): Kept {
  const before = leavesOf(newest?.values ?? {});
  return { version: newest?.version ?? 0, before, draft: before, isCarried: false };
}

function moved({ draft, before }: Kept, newest: SettingsVersion | null): Kept {
  const now = begun(newest);
  const carried = carriedOver(draft, before, now.before);
  return { ...now, draft: carried, isCarried: !isSame(carried, now.before) };
}

function isSame(one: SettingsDraft, other: SettingsDraft): boolean {
  return one.size === other.size && [...one].every(([path, text]) => other.get(path) === text);
}
