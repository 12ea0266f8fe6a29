import { pino } from 'pino';
import { redact, redactText } from './redaction';

/** What the program may say while it works: an object of facts, then a sentence. */
export interface Logger {
  debug(facts: object, message: string): void;
  info(facts: object, message: string): void;
  warn(facts: object, message: string): void;
  error(facts: object, message: string): void;
  child(facts: object): Logger;
}

/**
 * Structured logs, one JSON object a line, in which no secret appears: facts are redacted by name,
 * and the finished line once more by value and shape (lib/redaction.ts).
 */
export function createLogger(level: string, write: (line: string) => void = toStandardOutput): Logger {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    // Errors are spelt out by `redact`, with their causes.
    serializers: { err: (error: unknown) => error },
    formatters: { level: (label: string) => ({ level: label }) },
  };
  return redacting(pino(options, { write: (line: string) => write(redactText(line)) }));
}

function redacting(logger: pino.Logger): Logger {
  return {
    debug: (facts, message) => logger.debug(redact(facts), message),
    info: (facts, message) => logger.info(redact(facts), message),
    warn: (facts, message) => logger.warn(redact(facts), message),
    error: (facts, message) => logger.error(redact(facts), message),
    child: (facts) => redacting(logger.child({ ...toFacts(redact(facts)) })),
  };
}

function toFacts(value: unknown): object {
  return typeof value === 'object' && value !== null ? value : {};
}

function toStandardOutput(line: string): void {
  process.stdout.write(line);
}
