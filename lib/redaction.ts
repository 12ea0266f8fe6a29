const SECRET_NAME = /(api[-_]?key|password|passwd|secret|token|authorization|cookie|credential|encrypted)/i;
const SECRET_SHAPES: readonly [RegExp, string][] = [
  [/\bpm_[A-Za-z0-9_-]{16,}/g, 'pm_[redacted]'],
  [/([?&](?:token|api_key|key|secret|password)=)[^&\s"']+/gi, '$1[redacted]'],
  [/(\/\/[^/\s:@]+:)[^@\s/]+@/g, '$1[redacted]@'],
  [/(\b(?:bearer|basic)\s+)[A-Za-z0-9._~+/=-]{8,}/gi, '$1[redacted]'],
];
const REMEMBERED_LIMIT = 500;
const remembered = new Set<string>();

/** From now on this exact value is struck out of everything logged by this process. */
export function rememberSecret(value: string): void {
  if (value.length < 6) return;
  remembered.delete(value);
  remembered.add(value);
  if (remembered.size > REMEMBERED_LIMIT) {
    const [oldest] = remembered;
    if (oldest !== undefined) remembered.delete(oldest);
  }
}

/** How much of a text, a list and an error's trace a log keeps: a hostile name must not fill the disk. */
const LONGEST_TEXT = 2_000;
const LONGEST_LIST = 50;
const DEEPEST = 6;

/** The text with every known secret and everything shaped like one struck out. */
export function redactText(text: string): string {
  let clean = text;
  for (const secret of remembered) {
    clean = clean
      .replaceAll(secret, '[redacted]')
      .replaceAll(JSON.stringify(secret).slice(1, -1), '[redacted]');
  }
  for (const [shape, replacement] of SECRET_SHAPES) clean = clean.replace(shape, replacement);
  return clean;
}

/** A copy fit for a log: values under secret names and secrets inside texts struck out, errors spelt out, all of it bounded. */
export function redact(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return redactText(shortened(value));
  if (value === null || typeof value !== 'object') return value;
  if (depth > DEEPEST) return '[deep]';
  if (value instanceof Date) return value;
  if (value instanceof Error) return redactError(value, depth);
  if (Array.isArray(value)) {
    const kept = value.slice(0, LONGEST_LIST).map((item) => redact(item, depth + 1));
    return value.length > LONGEST_LIST ? [...kept, `[${value.length - LONGEST_LIST} more]`] : kept;
  }
  if (Buffer.isBuffer(value)) return `[${value.length} bytes]`;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [
      name,
      SECRET_NAME.test(name) && item !== null && typeof item !== 'boolean' && typeof item !== 'number'
        ? '[redacted]'
        : redact(item, depth + 1),
    ]),
  );
}

/** Names of an error's own properties that hold values of rows: the parameters of a statement, the row it broke on. */
const ROW_VALUES = new Set(['params', 'parameters', 'args', 'detail', 'where', 'internal_query']);

function redactError(error: Error, depth: number): unknown {
  const { name, message, stack, cause, ...rest } = error as Error & Record<string, unknown>;
  const own = Object.entries(rest).filter(([property]) => !ROW_VALUES.has(property));
  return redact(
    {
      name,
      message: withoutParameters(message),
      stack: stack?.replace(message, withoutParameters(message)),
      ...(cause === undefined ? {} : { cause }),
      ...Object.fromEntries(own),
    },
    depth + 1,
  );
}

/** drizzle spells out a failed statement with its parameters, password hashes among them: the statement alone is kept. */
function withoutParameters(text: string): string {
  return text.replace(/^(Failed query: [\s\S]*?)\nparams: [\s\S]*$/, '$1');
}

function shortened(text: string): string {
  return text.length <= LONGEST_TEXT
    ? text
    : `${text.slice(0, LONGEST_TEXT)}… [${text.length - LONGEST_TEXT} more characters]`;
}
