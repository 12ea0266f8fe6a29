import type { Env } from '../orm/env';
import type { RunningOdoo } from '../server';
import { onHand } from './edit';
import { STYLE } from './style';

const PER_PAGE = 40;

/** The page of the demonstration: products, stock and the last calls, to be changed "as in Odoo". */
export async function demoPage(odoo: RunningOdoo, search: string, page: number): Promise<string> {
  const body = await odoo.as('admin', (env) =>
    productTable(env.sudo().with({ active_test: false }), search, page),
  );
  return `<!doctype html><html lang="fr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Odoo de démonstration</title><style>${STYLE}</style></head><body>
<header><b>Odoo de démonstration</b> <span>Demonstration Odoo ${odoo.db.caps.serie} — ce n’est pas un vrai Odoo / not a real Odoo</span></header>
<main><p>Ce que vous changez ici est vu comme un changement fait dans Odoo. <i>What you change here is seen as a change made in Odoo.</i></p>
<form method="post" action="/demo/search"><input name="q" value="${asHtml(search)}" placeholder="Nom ou référence / Name or SKU" aria-label="Recherche / Search"><button>Chercher / Search</button></form>
${body}
<h2>Derniers appels / Last calls</h2>${lastCalls(odoo)}</main></body></html>`;
}

function productTable(env: Env, search: string, page: number): string {
  const templates = env.model('product.template');
  const domain =
    search === ''
      ? []
      : ['|', ['name', 'ilike', search], ['product_variant_ids.default_code', 'ilike', search]];
  const total = templates.count(domain);
  const ids = templates.search(domain, {
    order: 'write_date desc, id',
    limit: PER_PAGE,
    offset: (page - 1) * PER_PAGE,
  });
  const places = env
    .model('stock.warehouse')
    .search([])
    .map((id) => ({
      name: env.model('stock.warehouse').text(id, 'name'),
      stock: env.model('stock.warehouse').one(id, 'lot_stock_id') ?? 0,
    }));
  const rows = ids.map((id) => productRow(env, id, places)).join('');
  const pages = Math.max(1, Math.ceil(total / PER_PAGE));
  const links = Array.from({ length: pages }, (_, at) => at + 1)
    .map((at) =>
      at === page ? `<b>${at}</b>` : `<a href="/demo/${at}/${encodeURIComponent(search)}">${at}</a>`,
    )
    .join(' ');
  return `<p>${total} produits / products · ${links}</p><table><thead><tr><th>Nom / Name</th><th>Prix / Price</th><th>Stock</th><th>Archivé / Archived</th><th>Modifié / Changed</th><th></th></tr></thead><tbody>${rows}</tbody></table>`;
}

interface Place {
  name: string;
  stock: number;
}

function productRow(env: Env, id: number, places: readonly Place[]): string {
  const templates = env.model('product.template');
  const products = env.model('product.product');
  const variants = [...products.table.where('product_tmpl_id', id)];
  const stock = variants.map((variant) => stockInputs(env, variant, places)).join('');
  const form = `f${id}`;
  const cell = (content: string): string =>
    `<td>${content.replaceAll('<input', `<input form="${form}"`)}</td>`;
  return `<tr class="${templates.flag(id, 'active') ? '' : 'archived'}">
${cell(`<input name="name" aria-label="Nom" value="${asHtml(templates.text(id, 'name'))}" size="32">`)}
${cell(`<input name="price" aria-label="Prix" type="number" step="0.01" value="${templates.number(id, 'list_price')}">`)}
${cell(variants.length > 1 ? `<details><summary>${variants.length} variantes</summary>${stock}</details>` : stock)}
${cell(`<input name="archived" aria-label="Archivé" type="checkbox"${templates.flag(id, 'active') ? '' : ' checked'}>`)}
<td>${templates.text(id, 'write_date').slice(0, 19)}</td>
<td><form id="${form}" method="post" action="/demo/edit"><input type="hidden" name="template" value="${id}"><button>Enregistrer / Save</button></form></td></tr>`;
}

function stockInputs(env: Env, variant: number, places: readonly Place[]): string {
  const code = env.model('product.product').text(variant, 'default_code');
  const inputs = places.map(
    (place) =>
      `<label>${asHtml(place.name)} <input name="stock:${variant}:${place.stock}" type="number" step="any" value="${onHand(env, variant, place.stock)}"></label>`,
  );
  return `<div><code>${asHtml(code)}</code> ${inputs.join(' ')}</div>`;
}

function lastCalls(odoo: RunningOdoo): string {
  const rows = odoo.log
    .slice(-25)
    .reverse()
    .map((call) => {
      const time = new Date(call.at).toISOString().slice(11, 23);
      return `<tr><td>${time}</td><td>${asHtml(call.login)}</td><td><code>${asHtml(`${call.model}.${call.method}`)}</code></td><td>${call.outcome}${call.fault ? ` ${asHtml(call.fault)}` : ''}</td></tr>`;
    });
  return `<table><tbody>${rows.join('')}</tbody></table>`;
}

function asHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
