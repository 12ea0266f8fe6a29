import { expect, test } from 'vitest';
import { explainCode } from './translate';

test('an error names the field as the reader knows it', () => {
  const of = (locale: 'fr' | 'en', field: string) =>
    explainCode(locale, 'number_too_large', { field, value: '1.48e+14' }).message;
  expect(of('fr', 'price')).toContain('Prix');
  expect(of('en', 'price')).toContain('Price');
  expect(of('fr', 'x_studio_marge')).toContain('x_studio_marge');
});

test('a refusal that names no group says where else to look, and no empty list', () => {
  const said = (groups?: string[]) =>
    explainCode('en', 'permission', { model: 'product.template', ...(groups ? { groups } : {}) }).remedy;
  expect(said(['Inventory / User'])).toContain('Inventory / User');
  expect(said([])).toContain('Record Rules');
  expect(said()).toBe(said([]));
});
