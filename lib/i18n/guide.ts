import type { Locale } from './locale';
import { loadMessages } from './messages';
import { explainCode } from './translate';
import type { Messages } from './typography';

export interface GuideEntry {
  /** Names it in the page's address: a chapter, or an error code. */
  readonly id: string;
  readonly title: string;
  readonly paragraphs: readonly string[];
}

interface Guide {
  readonly chapters: readonly GuideEntry[];
  readonly codes: readonly GuideEntry[];
}

/** Of each language's sentences: putting the guide together takes longer than searching it. */
const guides = new WeakMap<Messages, Guide>();

/** The chapters of the guide, and what each error code means with what to do about it. */
export function readGuide(locale: Locale): Guide {
  const messages = loadMessages(locale);
  const known = guides.get(messages) ?? putTogether(locale);
  guides.set(messages, known);
  return known;
}

function putTogether(locale: Locale): Guide {
  const { chapters } = area(locale, 'guide');
  return {
    chapters: Object.entries(typeof chapters === 'object' ? chapters : {}).map(([id, chapter]) => ({
      id,
      title: text(chapter, 'title'),
      paragraphs: text(chapter, 'text').split('\n\n'),
    })),
    codes: Object.entries(area(locale, 'remedies')).map(([id, entry]) => {
      const { message, remedy } = explainCode(
        locale,
        id,
        examples(`${text(entry, 'message')} ${text(entry, 'remedy')}`),
      );
      return { id, title: message, paragraphs: [remedy] };
    }),
  };
}

/** Entries that have every word of a query, whatever their accents and capitals. */
export function searchGuide(entries: readonly GuideEntry[], query: string): GuideEntry[] {
  const words = plain(query).split(/\s+/).filter(Boolean);
  return entries.filter(({ id, title, paragraphs }) => {
    const all = plain([id, title, ...paragraphs].join(' '));
    return words.every((word) => all.includes(word));
  });
}

function plain(value: string): string {
  return value.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

/** Something in place of each parameter of a sentence: a number where words depend on one. */
export function examples(sentence: string): Record<string, string | number> {
  const parameters = [...sentence.matchAll(/\{(\w+)\s*([,}])/g)];
  return Object.fromEntries(parameters.map(([, name = '', end]) => [name, end === ',' ? 2 : '…']));
}

function area(locale: Locale, name: string): Messages {
  const found = loadMessages(locale)[name];
  return typeof found === 'object' ? found : {};
}

function text(entry: string | Messages | undefined, key: string): string {
  const found = typeof entry === 'object' ? entry[key] : undefined;
  return typeof found === 'string' ? found : '';
}
