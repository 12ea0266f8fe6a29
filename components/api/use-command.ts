'use client';

import { useMutation } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { toast } from 'sonner';
import { ApiProblem } from './call-api';

/** The sentence of a failed call for the reader. */
export function useProblemText() {
  const t = useTranslations('ui');
  return (error: unknown) => (error instanceof ApiProblem && error.message ? error.message : t('no_answer'));
}

/**
 * Something the reader does to the server: busy while it runs, the page's own data read again when it is done. A refusal
 * is shown as a notice, unless `refuse` takes it to the fields it is of.
 */
export function useCommand<Input, Output>(
  run: (input: Input) => Promise<Output>,
  {
    done,
    onDone,
    refuse,
  }: {
    done?: string;
    onDone?: (output: Output, input: Input) => void;
    refuse?: (error: unknown) => boolean;
  } = {},
) {
  const router = useRouter();
  const textOf = useProblemText();
  return useMutation({
    mutationFn: run,
    onSuccess: (output, input) => {
      if (done) toast.success(done);
      onDone?.(output, input);
      router.refresh();
    },
    onError: (error) => {
      if (!refuse?.(error)) toast.error(textOf(error));
    },
  });
}
