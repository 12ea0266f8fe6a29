'use client';

import { Check, CircleDashed, LoaderCircle, Minus, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type ReactNode, useCallback, useRef, useState } from 'react';
import { z } from 'zod';
import { ApiProblem } from '@/components/api/call-api';
import { useProblemText } from '@/components/api/use-command';
import { Button } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import { Notice } from '@/components/ui/notice';
import {
  CHECK_IDS,
  type ConnectionCheck,
  type ConnectionTest,
  connectionCheck,
  connectionTest,
} from '@/lib/integrations/connection-answers';

const line = z.union([z.object({ check: connectionCheck }), z.object({ result: connectionTest })]);

/** The five checks, each shown as it ends, with its cause and remedy where it fails (I3). */
export function ConnectionTestPanel({
  path,
  onResult,
}: {
  path: string;
  onResult?: (result: ConnectionTest) => void;
}) {
  const t = useTranslations('integrations.test');
  const textOf = useProblemText();
  const [checks, setChecks] = useState<readonly ConnectionCheck[]>([]);
  const [result, setResult] = useState<ConnectionTest | null>(null);
  const [running, setRunning] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const told = useRef(onResult);
  told.current = onResult;
  const run = useCallback(async () => {
    setChecks([]);
    setResult(null);
    setFailure(null);
    setRunning(true);
    try {
      for await (const part of linesOf(path)) {
        if ('check' in part) setChecks((before) => [...before, part.check]);
        else {
          setResult(part.result);
          told.current?.(part.result);
        }
      }
    } catch (error) {
      setFailure(error instanceof ApiProblem ? textOf(error) : t('lost'));
    } finally {
      setRunning(false);
    }
  }, [path, t, textOf]);
  const started = running || result !== null || checks.length > 0;
  return (
    <div className="flex flex-col gap-4">
      <ol className="divide-y rounded-card border" aria-live="polite" aria-busy={running}>
        {CHECK_IDS.map((id, index) => {
          const check = checks.find((one) => one.id === id);
          return (
            <CheckRow
              key={id}
              name={t(`names.${id}`)}
              check={check}
              state={check ? check.status : running && index === checks.length ? 'running' : 'waiting'}
            />
          );
        })}
      </ol>
      {failure ? <Notice tone="danger">{failure}</Notice> : null}
      {result?.ok ? (
        <Notice tone="success">{t('success', { version: result.server_version ?? '' })}</Notice>
      ) : null}
      <Button variant={started ? 'secondary' : 'primary'} busy={running} className="self-start" onClick={run}>
        {running ? t('running') : started ? t('again') : t('run')}
      </Button>
    </div>
  );
}

const MARKS: Record<ConnectionCheck['status'] | 'running' | 'waiting', ReactNode> = {
  ok: <Check aria-hidden className="text-success" />,
  failed: <X aria-hidden className="text-danger" />,
  skipped: <Minus aria-hidden className="text-faint" />,
  running: <LoaderCircle aria-hidden className="animate-spin text-accent" />,
  waiting: <CircleDashed aria-hidden className="text-faint" />,
};

function CheckRow({
  name,
  check,
  state,
}: {
  name: string;
  check: ConnectionCheck | undefined;
  state: ConnectionCheck['status'] | 'running' | 'waiting';
}) {
  const t = useTranslations('integrations.test');
  const tu = useTranslations('ui');
  return (
    <li
      data-check={check?.id}
      data-status={state}
      className="flex gap-3 px-4 py-3 [&>svg]:mt-0.5 [&>svg]:size-4 [&>svg]:shrink-0"
    >
      {MARKS[state]}
      <div className="min-w-0 flex-1">
        <p
          className={cn(
            'font-medium',
            state === 'waiting' || state === 'skipped' ? 'text-muted' : 'text-ink',
          )}
        >
          {check?.message ?? name}
        </p>
        {check?.remedy ? (
          <p className="mt-1 text-muted [overflow-wrap:anywhere]">
            <span className="font-medium text-ink">{tu('label', { label: t('remedy') })} </span>
            {check.remedy}
          </p>
        ) : null}
        {check?.details ? (
          <ul className="mt-1 list-disc ps-5 text-[0.8125rem] text-muted">
            {check.details.map((detail) => (
              <li key={detail}>{detail}</li>
            ))}
          </ul>
        ) : null}
      </div>
    </li>
  );
}

/** Reads the answer line by line while it arrives. @throws ApiProblem, or what the network throws */
async function* linesOf(path: string): AsyncGenerator<z.output<typeof line>> {
  const response = await fetch(`/api/v1${path}`, {
    method: 'POST',
    headers: { accept: 'application/x-ndjson' },
  });
  if (!response.ok || !response.body) throw new ApiProblem(response.status, 'internal', '');
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    const lines = `${rest}${value ?? ''}`.split('\n');
    rest = done ? '' : (lines.pop() ?? '');
    for (const text of lines) if (text.trim() !== '') yield line.parse(JSON.parse(text));
    if (done) return;
  }
}
