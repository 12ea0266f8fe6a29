/** What was set, one line each: the setting's name as the API says it, and its new value. */
export function AuditDetails({ details }: { details: unknown }) {
  const lines = flatten(details);
  if (lines.length === 0) return null;
  return (
    <dl className="grid gap-x-3 gap-y-0.5 text-[0.8125rem] sm:grid-cols-[auto_minmax(0,1fr)]">
      {lines.map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="font-mono text-muted text-xs leading-5">{name}</dt>
          <dd className="[overflow-wrap:anywhere]">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function flatten(value: unknown, path = ''): [string, string][] {
  if (typeof value !== 'object' || value === null) return value === null ? [] : [[path, String(value)]];
  if (Array.isArray(value)) return [[path, value.map(String).join(', ')]];
  return Object.entries(value).flatMap(([name, inner]) => flatten(inner, path ? `${path}.${name}` : name));
}
