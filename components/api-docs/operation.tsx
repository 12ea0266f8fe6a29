import { useTranslations } from 'next-intl';
import { Badge } from '@/components/ui/badge';
import { Card } from '@/components/ui/card';

export interface OperationDescription {
  readonly method: string;
  readonly path: string;
  readonly summary: string;
  readonly access: 'viewer' | 'admin' | 'public';
  readonly parameters: readonly { name: string; in: string; required: boolean }[];
  /** JSON schemas, as indented text. */
  readonly body: string | null;
  readonly answer: string | null;
  readonly errors: readonly { status: number; codes: readonly string[] }[];
}

/** One call of the API, folded until it is looked at. */
export function Operation({ operation }: { operation: OperationDescription }) {
  const t = useTranslations('api_docs');
  const { method, path, summary, access, parameters, body, answer, errors } = operation;
  return (
    <Card id={`${method}-${path}`}>
      <details>
        <summary className="flex cursor-pointer flex-wrap items-center gap-3 px-4 py-3">
          <Badge>{method}</Badge>
          <code className="font-mono text-sm [overflow-wrap:anywhere]">{path}</code>
          <span className="text-muted">{summary}</span>
          <span className="ms-auto text-muted text-sm">{t(`access.${access}`)}</span>
        </summary>
        <div className="flex flex-col gap-4 border-line border-t px-4 py-4 text-sm">
          {parameters.length > 0 ? (
            <section>
              <h3 className="mb-1 font-medium">{t('parameters')}</h3>
              <ul className="flex flex-col gap-1">
                {parameters.map((parameter) => (
                  <li key={parameter.name}>
                    <code className="font-mono">{parameter.name}</code>{' '}
                    <span className="text-muted">
                      {parameter.in}
                      {parameter.required ? ` · ${t('required')}` : ''}
                    </span>
                  </li>
                ))}
              </ul>
            </section>
          ) : null}
          {body ? <Schema title={t('body')} text={body} /> : null}
          {answer ? <Schema title={t('answer')} text={answer} /> : null}
          <section>
            <h3 className="mb-1 font-medium">{t('errors')}</h3>
            <ul className="flex flex-col gap-1">
              {errors.map(({ status, codes }) => (
                <li key={status}>
                  {status} <code className="font-mono text-muted">{codes.join(', ')}</code>
                </li>
              ))}
            </ul>
          </section>
        </div>
      </details>
    </Card>
  );
}

function Schema({ title, text }: { title: string; text: string }) {
  return (
    <section>
      <h3 className="mb-1 font-medium">{title}</h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard. */}
      <pre tabIndex={0} className="max-h-96 overflow-auto rounded-control bg-subtle p-3 font-mono text-xs">
        {text}
      </pre>
    </section>
  );
}
