'use client';

import { useTranslations } from 'next-intl';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { ApiProblem } from '@/components/api/call-api';
import { useProblemText } from '@/components/api/use-command';
import { Button, ButtonLink } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { Notice } from '@/components/ui/notice';

/**
 * One step: its title, a sentence, its fields, and the ways on and back. `onContinue` saves; what it is refused for
 * is shown here, wrong fields by the step itself through `onProblem`.
 */
export function StepFrame({
  title,
  intro,
  onBack,
  onContinue,
  onProblem,
  continueLabel,
  blocked = false,
  later = true,
  children,
}: {
  title: string;
  intro: string;
  onBack?: () => void;
  onContinue?: () => Promise<void>;
  onProblem?: (problem: ApiProblem) => void;
  continueLabel?: string;
  blocked?: boolean;
  later?: boolean;
  children: ReactNode;
}) {
  const t = useTranslations('integrations.wizard');
  const textOf = useProblemText();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  // Where the control that had the focus is gone, the title takes it: a keyboard goes on from here, not from the top.
  useEffect(() => {
    if (document.activeElement === document.body) heading.current?.focus({ preventScroll: true });
  });
  const go = async () => {
    setBusy(true);
    setFailure(null);
    try {
      await onContinue?.();
    } catch (error) {
      setFailure(textOf(error));
      if (error instanceof ApiProblem) onProblem?.(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Card>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void go();
        }}
      >
        <div className="flex flex-col gap-5 p-5 sm:p-7">
          <header>
            <h2 ref={heading} tabIndex={-1} className="font-semibold text-lg tracking-tight outline-none">
              {title}
            </h2>
            <p className="mt-1 max-w-2xl text-muted">{intro}</p>
          </header>
          {children}
          {failure ? (
            <Notice tone="danger" title={t('save_error')}>
              {failure}
            </Notice>
          ) : null}
        </div>
        {onBack || later || onContinue ? (
          <footer className="flex flex-wrap items-center gap-2 border-t px-5 py-3.5 sm:px-7">
            {onBack ? (
              <Button variant="ghost" onClick={onBack}>
                {t('back')}
              </Button>
            ) : null}
            <span className="ms-auto" />
            {later ? (
              <ButtonLink href="/settings/integrations" variant="ghost">
                {t('later')}
              </ButtonLink>
            ) : null}
            {onContinue ? (
              <Button
                type="submit"
                variant="primary"
                busy={busy}
                disabled={blocked}
                className="max-sm:w-full"
              >
                {continueLabel ?? t('next')}
              </Button>
            ) : null}
          </footer>
        ) : null}
      </form>
    </Card>
  );
}
