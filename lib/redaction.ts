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

/** A copy fit for a log: values under secret names and secrets inside texts struck out, errors spelt out. */
export function redact(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return redactText(value);
  if (value === null || typeof value !== 'object') return value;
  if (depth > 6) return '[deep]';
  if (value instanceof Date) return value;
  if (value instanceof Error) {
    const { name, message, stack, cause, ...rest } = value as Error & Record<string, unknown>;
    return redact({ name, message, stack, ...(cause === undefined ? {} : { cause }), ...rest }, depth + 1);
  }
  if (Array.isArray(value)) return value.map((item) => redact(item, depth + 1));
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
