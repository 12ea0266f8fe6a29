import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type MessageFormatElement, parse, TYPE } from '@formatjs/icu-messageformat-parser';
import { expect, test } from 'vitest';
import { ERROR_STATUS } from '@/lib/errors';
import { loadMessages } from './messages';
import type { Messages } from './typography';

const [french, english] = [flat(loadMessages('fr')), flat(loadMessages('en'))];

test('both languages have the same sentences', () => {
  expect([...english.keys()].sort()).toEqual([...french.keys()].sort());
});

test('every sentence is valid and takes the same parameters in both languages', () => {
  for (const [key, text] of french) {
    expect(parametersOf(english.get(key) ?? ''), key).toEqual(parametersOf(text));
  }
});

test('every error code has its sentence', () => {
  const without = Object.keys(ERROR_STATUS).filter((code) => !french.has(`errors.${code}`));
  expect(without).toEqual([]);
});

/** Said by the server alone, so that no browser has to load them. */
const SERVER_ONLY = ['api_docs', 'api_fields', 'errors', 'guide', 'remedies'];

test.each([
  ['fr', 'components/i18n/french.tsx'],
  ['en', 'components/i18n/english.tsx'],
] as const)('browsers get every area of %s but those that the server alone says', (locale, file) => {
  const imported = readFileSync(file, 'utf8').matchAll(
    /import (\w+) from '@\/lib\/i18n\/messages\/(\w+)\/(\w+)\.json'/g,
  );
  const given = [...imported].map(([, name, language, area]) => [name, language, area]);
  const areas = Object.keys(loadMessages(locale)).filter((area) => !SERVER_ONLY.includes(area));
  expect(given).toEqual(areas.map((area) => [area, locale, area]));
});

test('French is French: typographic apostrophes, no straight ones between letters', () => {
  for (const [key, text] of french) expect(text, key).not.toMatch(/\p{L}'\p{L}/u);
});

test('browsers get French as it is set in print', () => {
  expect(readFileSync('components/i18n/french.tsx', 'utf8')).toContain("const messages = typesetAll('fr', {");
});

test('French signs stay on the line of their word', () => {
  for (const [key, text] of french) expect(text, key).not.toMatch(/ [;:!?»]|« |[\d}#] [%€]/u);
  expect(french.get('ui.labelled')).toBe('{label}\u00a0: {value}');
});

test('no component or page contains a sentence', () => {
  const found = ['app', 'components'].flatMap(sourceFiles).flatMap(sentencesIn);
  expect(found).toEqual([]);
});

function flat(messages: Messages, prefix = ''): Map<string, string> {
  return new Map(
    Object.entries(messages).flatMap(([key, value]) =>
      typeof value === 'string' ? [[prefix + key, value] as const] : [...flat(value, `${prefix}${key}.`)],
    ),
  );
}

/** Names with their kinds ("count:plural"), sorted; tags and branches included. */
function parametersOf(text: string): string[] {
  const names = new Set<string>();
  const walk = (elements: readonly MessageFormatElement[]): void => {
    for (const element of elements) {
      if (element.type === TYPE.literal || element.type === TYPE.pound) continue;
      names.add(`${element.value}:${TYPE[element.type]}`);
      if (element.type === TYPE.tag) walk(element.children);
      if (element.type === TYPE.plural || element.type === TYPE.select) {
        for (const option of Object.values(element.options)) walk(option.value);
      }
    }
  };
  walk(parse(text));
  return [...names].sort();
}

function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.tsx') && !name.endsWith('.test.tsx'))
    .map((name) => path.join(folder, name));
}

/** Words between tags, and words given to what is read out or shown: alt, title, label, placeholder. */
function sentencesIn(file: string): string[] {
  const source = readFileSync(file, 'utf8')
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/^\s*\/\/.*$/gm, '');
  const between = [
    ...source.matchAll(/<\/?[A-Za-z][^<>{}]*>\s*([^<>{}]*[\p{L}]{2,}[^<>{}]*)\s*<\/?[A-Za-z]/gu),
  ].map(([, text]) => text ?? '');
  const attributes = [
    ...source.matchAll(/\b(?:alt|title|label|placeholder|aria-label|description)="([^"]*\p{L}{2,}[^"]*)"/gu),
  ].map(([, text]) => text ?? '');
  return [...between, ...attributes]
    .map((text) => text.trim())
    .filter(
      (text) => text !== 'Products Manager' && /^\p{Lu}|^\p{L}+ \p{L}/u.test(text) && !/[;=]|=>/.test(text),
    )
    .map((text) => `${file}: ${text}`);
}
