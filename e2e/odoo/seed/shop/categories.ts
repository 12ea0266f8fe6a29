import type { PlannedCategory } from '../plan';

/** The tree below "All / Saleable": indentation is depth. */
const TREE = `
Luminaires
  Suspensions
  Lampes
    Lampes de table
    Lampadaires
  Appliques
  Ampoules et abat-jour
Textile
  Coussins
  Plaids
  Linge de lit
    Housses de couette
    Taies d’oreiller
  Rideaux
  Bain
    Serviettes
    Peignoirs
Art de la table
  Assiettes et bols
  Verres et carafes
  Nappes et serviettes
  Tabliers et torchons
Décoration
  Vases
  Miroirs
  Cadres
  Bougies
  Paniers
Mobilier
  Assises
  Tables d’appoint
  Étagères
Épicerie fine
  Thés et infusions
  Chocolats
  Confitures et miels
Papeterie
  Carnets
  Livres
Services
`;

/** Every category with its parent, parents first. The key is the path without accents. */
export function plannedCategories(): PlannedCategory[] {
  const open: PlannedCategory[] = [];
  const all: PlannedCategory[] = [];
  for (const line of TREE.split('\n')) {
    const name = line.trim();
    if (name === '') continue;
    const depth = (line.length - line.trimStart().length) / 2;
    const category: PlannedCategory = { key: slug(name), name, parent: open[depth - 1]?.key ?? null };
    open.length = depth;
    open.push(category);
    all.push(category);
  }
  return all;
}

/** `Housses de couette` → `housses_de_couette`. */
export function slug(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/œ/g, 'oe')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_|_$/g, '');
}
