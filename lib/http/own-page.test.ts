import { expect, test } from 'vitest';
import { ownPage } from './own-page';

test.each([
  ['/products?search=bol#list', '/products?search=bol#list'],
  ['/products/../orders', '/orders'],
  [undefined, '/'],
  ['https://elsewhere.example/x', '/'],
  ['//elsewhere.example/x', '/'],
  ['/\t/elsewhere.example/x', '/'],
  ['/\\elsewhere.example', '/'],
  ['/.//elsewhere.example', '/'],
  ['javascript:alert(1)', '/'],
  [['/a', '/b'], '/'],
])('after signing in %j leads to %s', (next, page) => expect(ownPage(next)).toBe(page));

test.each([
  ['https://own.example/orders?x=1', '/orders?x=1'],
  ['https://own.example.elsewhere.example/', '/'],
  ['https://own.example:443.elsewhere.example/', '/'],
  ['https://own.example@elsewhere.example/', '/'],
  ['/\n/elsewhere.example', '/'],
])('standing at own.example, %j leads to %s', (next, page) =>
  expect(ownPage(next, 'https://own.example')).toBe(page),
);
