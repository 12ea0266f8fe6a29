import { useTranslations } from 'next-intl';
import { Badge } from '@/components/ui/badge';
import { Card } from '@/components/ui/card';
import { CopyButton } from '@/components/ui/copy-button';
import type { OperationDescription } from '@/lib/openapi/describe';
import { FieldsTable } from './fields-table';

/** One call of the API, folded until it is looked at. */
export function Operation({ operation }: { operation: OperationDescription }) {
  const t = useTranslations('api_docs');
  const { id, method, path, summary, access, parameters, body, answer, curl, example, errors } = operation;
  return (
    <Card id={id} className="scroll-mt-4">
      <details>
        <summary className="flex cursor-pointer flex-wrap items-center gap-x-3 gap-y-1 px-4 py-3">
          <Badge className="w-16 justify-center font-mono">{method}</Badge>
          <code className="font-mono text-sm [overflow-wrap:anywhere]">{path}</code>
          <span className="ms-auto text-[0.8125rem] text-muted">{t(`access.${access}`)}</span>
          <span className="w-full text-muted">{summary}</span>
        </summary>
        <div className="flex flex-col gap-5 border-line border-t px-4 py-4 text-sm">
          <Example title={t('request')} text={curl} />
          {parameters.length > 0 ? <FieldsTable title={t('parameters')} fields={parameters} /> : null}
          {body.length > 0 ? <FieldsTable title={t('body')} fields={body} /> : null}
          {answer.length > 0 ? <FieldsTable title={t('answer')} fields={answer} answered /> : null}
          {example ? <Example title={t('answer_example')} text={example} /> : null}
          <section>
            <h4 className="mb-1 font-medium">{t('errors')}</h4>
            <ul className="divide-y divide-line">
              {errors.map(({ status, code, meaning }) => (
                <li key={code} className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5 py-1.5">
                  <span className="text-muted tabular-nums">{status}</span>
                  <code className="font-mono text-[0.8125rem] [overflow-wrap:anywhere]">{code}</code>
                  <span className="w-full text-[0.8125rem] text-muted">{meaning}</span>
                </li>
              ))}
            </ul>
          </section>
        </div>
      </details>
    </Card>
  );
}

function Example({ title, text }: { title: string; text: string }) {
  return (
    <section>
      <div className="mb-1 flex items-center justify-between">
        <h4 className="font-medium">{title}</h4>
        <CopyButton text={text} />
      </div>
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard.
        tabIndex={0}
        className="max-h-96 overflow-auto rounded-control bg-subtle p-3 font-mono text-xs"
      >
        {text}
      </pre>
    </section>
  );
}
