import { expect, test } from 'vitest';
import { odooAddress } from './odoo-address';

test.each([
  ['boutique.odoo.com', 'https://boutique.odoo.com'],
  ['https://boutique.odoo.com/', 'https://boutique.odoo.com'],
  ['https://boutique.odoo.com/web#action=94&model=product.template', 'https://boutique.odoo.com'],
  ['https://boutique.odoo.com/odoo/products/12?view=list', 'https://boutique.odoo.com'],
  ['boutique.odoo.com/web/login?db=boutique', 'https://boutique.odoo.com'],
  ['https://erp.exemple.fr/clairval/web', 'https://erp.exemple.fr/clairval'],
  ['https://erp.exemple.fr/webshop', 'https://erp.exemple.fr/webshop'],
  ['localhost:8069/odoo', 'http://localhost:8069'],
  ['192.168.1.20:8069', 'https://192.168.1.20:8069'],
])('%s is the Odoo at %s', (typed, address) => {
  expect(odooAddress(typed)).toBe(address);
});

test('credentials and other schemes are left for the form to refuse', () => {
  for (const typed of ['https://me:secret@boutique.odoo.com/web', 'ftp://boutique.odoo.com']) {
    expect(odooAddress(typed)).toBe(typed);
  }
});
