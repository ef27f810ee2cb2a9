import { useCallback, useEffect, useRef, useState } from 'react';
import type {
  SettingsChange,
  SettingsField,
  SettingsValues,
  SettingsVersion,
} from '../../../../src/screen/settings.ts';
import { useServices } from '../../app/services.ts';
import type { Answer } from '../../live/api.ts';

/** Every field, and all versions, newest first. */
export type SettingsTold = {
  readonly newest: SettingsVersion | null;
  readonly versions: readonly ToldVersion[];
  readonly fields: readonly SettingsField[];
};

export type ToldVersion = SettingsVersion & { readonly changes: readonly SettingsChange[] };

/** Another browser, or the command line, may set a version meanwhile, ms. */
const EVERY_MS = 15_000;

/** What is set; undefined until it is read. It is read again now and then, and when asked to. */
export function useSettings() {
  const { api } = useServices();
  const [answer, setAnswer] = useState<Answer<SettingsTold>>();
  const ask = useCallback(async () => {
    const told = await api.look<SettingsTold>('/api/settings');
    // One that fails must not take away the form in which somebody types.
    setAnswer((before) => (told.ok || before?.ok !== true ? told : before));
  }, [api]);
  useEffect(() => {
    void ask();
    const again = () => void ask();
    const timer = setInterval(again, EVERY_MS);
    window.addEventListener('focus', again);
    return () => {
      clearInterval(timer);
      window.removeEventListener('focus', again);
    };
  }, [ask]);
  return { answer, ask };
}

/** Typing goes on: so long nothing is asked, ms. */
const PAUSE_MS = 300;

/** Whether such values would be taken; undefined while that is asked. */
export type Checked = Answer<unknown> | undefined;

type Tried = { readonly fault: string | null };

/** The fault that was found, as a refusal; undefined: there is none. */
function faultOf(answer: Answer<Tried>): Answer<unknown> | undefined {
  if (!answer.ok || answer.value.fault === null) return undefined;
  return { ok: false, code: 'config_invalid', message: answer.value.fault };
}

/** Tries values on the server as they are typed; nothing is changed by it. */
export function useCheck(values: SettingsValues): Checked {
  const { api } = useServices();
  const text = JSON.stringify(values);
  const [told, setTold] = useState<{ readonly text: string; readonly answer: Answer<unknown> }>();
  const newest = useRef(text);
  newest.current = text;
  useEffect(() => {
    const timer = setTimeout(async () => {
      const answer = await api.say<Tried>('/api/settings/check', { values: JSON.parse(text) });
      // An answer to what was typed before is none to what stands there now.
      if (newest.current === text) setTold({ text, answer: faultOf(answer) ?? answer });
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [api, text]);
  return told?.text === text ? told.answer : undefined;
}
