'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import { ApiProblem } from '@/components/api/call-api';
import { useProblemText } from '@/components/api/use-command';

export type SaveState = 'idle' | 'saving' | 'saved' | 'failed';

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/**
 * A control whose content is saved when it is left. The browser owns what is typed, so that nothing typed
 * before the page has come alive is lost: it is found and saved then. Saves of one control wait for each other.
 * `save` answers what the server made of it; a rejection keeps what was typed and says why.
 */
export function useInlineSave<C extends Control>({
  value,
  save,
  path,
}: {
  value: string;
  /** `seen` is the saved value that was shown when the reader began to type. */
  save: (typed: string, seen: string) => Promise<string>;
  /** Name of the field in the API's validation errors. */
  path: string;
}) {
  const control = useRef<C>(null);
  const kept = useRef(value);
  const seen = useRef(value);
  const queue = useRef(Promise.resolve());
  const latestSave = useRef(save);
  const [state, setState] = useState<SaveState>('idle');
  const [error, setError] = useState<string | null>(null);
  const textOf = useProblemText();
  const latestText = useRef(textOf);
  useEffect(() => {
    latestSave.current = save;
    latestText.current = textOf;
  });

  const saveNow = useCallback(async () => {
    const element = control.current;
    if (!element) return;
    const typed = element.value;
    if (typed === kept.current) {
      setState((before) => (before === 'failed' ? 'idle' : before));
      setError(null);
      return;
    }
    setState('saving');
    setError(null);
    try {
      const answer = await latestSave.current(typed, seen.current);
      kept.current = answer;
      seen.current = answer;
      if (element.value === typed) element.value = answer;
      setState('saved');
    } catch (problem) {
      const field =
        problem instanceof ApiProblem ? problem.fields.find((one) => one.path === path) : undefined;
      setError(field?.message ?? latestText.current(problem));
      setState('failed');
    }
  }, [path]);

  const commit = useCallback(() => {
    queue.current = queue.current.then(saveNow);
  }, [saveNow]);

  const revert = useCallback(() => {
    seen.current = kept.current;
    if (control.current) control.current.value = kept.current;
    setState('idle');
    setError(null);
  }, []);

  // The server's value changed: shown, unless the reader is in the middle of typing another.
  useEffect(() => {
    const element = control.current;
    if (!element || value === kept.current) return;
    const untouched = element.value === kept.current;
    kept.current = value;
    if (!untouched) return;
    seen.current = value;
    element.value = value;
  }, [value]);

  // Typed before the page came alive, and left already.
  useEffect(() => {
    const element = control.current;
    if (element && element.value !== kept.current && document.activeElement !== element) commit();
  }, [commit]);

  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      if (control.current && control.current.value !== kept.current) event.preventDefault();
    };
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, []);

  return { control, state, error, commit, revert };
}
