import type { z } from 'zod';
import type { Locale } from '@/lib/i18n/locale';
import { translate } from '@/lib/i18n/translate';

const KINDS: Readonly<Record<string, string>> = {
  string: 'is_text',
  number: 'is_number',
  int: 'is_whole',
  boolean: 'is_yes_or_no',
  array: 'is_list',
};
const FORMATS: Readonly<Record<string, string>> = {
  email: 'is_email',
  url: 'is_address',
  uuid: 'is_identifier',
  guid: 'is_identifier',
  date: 'is_date',
  datetime: 'is_moment',
};

/** What is wrong with a value, in words that say what is expected rather than what the library checked. */
export function wordsOf(locale: Locale): z.core.$ZodErrorMap {
  const say = (key: string, params: Record<string, unknown> = {}) =>
    translate(locale, `errors.fields.${key}`, params);
  return (issue) => {
    switch (issue.code) {
      case 'invalid_type':
        if (issue.input === undefined || issue.input === null) return say('required');
        return say(KINDS[issue.expected] ?? 'unfit');
      case 'too_small': {
        const least = Number(issue.minimum);
        if (issue.origin === 'string')
          return least <= 1 ? say('required') : say('at_least_characters', { least });
        if (issue.origin === 'array') return say('at_least_entries', { least });
        return issue.inclusive === false ? say('more_than', { least }) : say('at_least', { least });
      }
      case 'too_big': {
        const most = Number(issue.maximum);
        if (issue.origin === 'string') return say('at_most_characters', { most });
        return issue.origin === 'array' ? say('at_most_entries', { most }) : say('at_most', { most });
      }
      case 'invalid_format':
        return say(FORMATS[issue.format] ?? 'unfit');
      case 'invalid_value':
        return say('one_of', { values: issue.values.map(String).join(', ') });
      default:
        return say('unfit');
    }
  };
}
