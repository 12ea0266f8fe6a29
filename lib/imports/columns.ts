import type { EditSubject } from '@/db/schema/edits';
import { textKey } from '@/lib/catalogue/text';
import { LOCALES } from '@/lib/i18n/locale';
import { translate } from '@/lib/i18n/translate';
import { fieldsOf, type ImportField } from './fields';

/** How other programs call the same, in French and in English: Odoo's and common shops' exports among them. */
const SYNONYMS: Readonly<Record<ImportField, readonly string[]>> = {
  id: ['id', 'identifiant products manager'],
  parent_id: ['parent', 'parent id'],
  sku: [
    'sku',
    'reference',
    'ref',
    'reference interne',
    'internal reference',
    'default_code',
    'code',
    'code article',
    'item code',
  ],
  ean: ['ean', 'ean13', 'code barre', 'code barres', 'code-barres', 'barcode', 'gtin', 'upc'],
  title: [
    'nom',
    'name',
    'product name',
    'nom du produit',
    'produit',
    'product',
    'designation',
    'libelle',
    'intitule',
  ],
  description: ['description commerciale', 'sales description', 'description_sale', 'body'],
  price: ['prix', 'prix ttc', 'price', 'sales price', 'prix de vente', 'list_price', 'pv ttc', 'unit price'],
  cost_price: [
    'cout',
    'cost',
    'cost price',
    'prix d’achat',
    'prix achat',
    'prix de revient',
    'standard_price',
    'pa ht',
  ],
  category: [
    'categorie',
    'category',
    'product category',
    'categorie de produit',
    'categ_id',
    'famille',
    'rayon',
  ],
  status: ['etat', 'state', 'actif', 'active'],
  weight: ['poids', 'weight', 'poids kg'],
  length: ['longueur', 'length'],
  width: ['largeur', 'width'],
  height: ['hauteur', 'height'],
  volume: ['volume'],
  attributes: ['attribut', 'attribute', 'declinaison', 'variante', 'variant'],
  warehouse: ['depot', 'magasin', 'emplacement', 'location', 'entrepot', 'store'],
  quantity: [
    'qte',
    'qty',
    'stock',
    'quantite en stock',
    'quantity on hand',
    'quantite en main',
    'qty_available',
    'inventaire',
  ],
  alert_threshold: ['seuil', 'threshold', 'stock mini', 'stock minimum', 'minimum', 'min'],
};

/** Equal for headers that differ only by case, accents, apostrophes and what stands around words. */
function headerKey(header: string): string {
  return textKey(header.replace(/[’']/g, '’'))
    .replace(/[\s_.:*()-]+/g, ' ')
    .trim();
}

/** What each column stands for, as far as its header tells; a field is given to one column only. */
export function guessFields(headers: readonly string[], subject: EditSubject): (ImportField | null)[] {
  const names = new Map<string, ImportField>();
  for (const field of fieldsOf(subject)) {
    const own = LOCALES.map((locale) => translate(locale, `spreadsheet.column.${field}`));
    for (const name of [...own, ...SYNONYMS[field]]) {
      const key = headerKey(name);
      if (!names.has(key)) names.set(key, field);
    }
  }
  const taken = new Set<ImportField>();
  return headers.map((header) => {
    const field = names.get(headerKey(header)) ?? null;
    if (field === null || taken.has(field)) return null;
    taken.add(field);
    return field;
  });
}
