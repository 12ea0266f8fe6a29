import { textKey } from '@/lib/catalogue/text';

/**
 * Words that shops use for the same shelf in French and in English, so that "Vêtements" meets "Clothing".
 * Only whole category names are compared, never parts of them.
 */
const SHELVES: readonly (readonly string[])[] = [
  ['Accessoires', 'Accessories'],
  ['Alimentation', 'Food', 'Groceries', 'Épicerie'],
  ['Animaux', 'Pets'],
  ['Auto', 'Automobile', 'Automotive'],
  ['Bagagerie', 'Luggage'],
  ['Beauté', 'Beauty'],
  ['Bébé', 'Baby'],
  ['Bijoux', 'Jewelry', 'Jewellery'],
  ['Boissons', 'Drinks', 'Beverages'],
  ['Bricolage', 'DIY', 'Hardware'],
  ['Bureau', 'Office'],
  ['Cadeaux', 'Gifts'],
  ['Chaussures', 'Shoes', 'Footwear'],
  ['Chemises', 'Shirts'],
  ['Cuisine', 'Kitchen'],
  ['Décoration', 'Decoration'],
  ['Électroménager', 'Appliances', 'Home Appliances'],
  ['Électronique', 'Electronics'],
  ['Enfants', 'Kids', 'Children'],
  ['Femmes', 'Femme', 'Women'],
  ['Fournitures de bureau', 'Office Supplies'],
  ['Fruits et légumes', 'Fruits and Vegetables', 'Fruit & Vegetables'],
  ['Hommes', 'Homme', 'Men'],
  ['Informatique', 'Computers'],
  ['Jardin', 'Garden'],
  ['Jeux', 'Games'],
  ['Jouets', 'Toys'],
  ['Linge de maison', 'Home Linen', 'Household Linen'],
  ['Livres', 'Books'],
  ['Luminaires', 'Lighting', 'Lamps'],
  ['Maison', 'Home'],
  ['Meubles', 'Mobilier', 'Furniture'],
  ['Montres', 'Watches'],
  ['Musique', 'Music'],
  ['Outillage', 'Tools'],
  ['Pantalons', 'Trousers', 'Pants'],
  ['Papeterie', 'Stationery'],
  ['Parfums', 'Perfumes'],
  ['Pulls', 'Sweaters'],
  ['Robes', 'Dresses'],
  ['Sacs', 'Bags'],
  ['Santé', 'Health'],
  ['Sport', 'Sports'],
  ['T-shirts', 'Tee-shirts'],
  ['Téléphones', 'Phones'],
  ['Vaisselle', 'Tableware'],
  ['Vestes', 'Jackets'],
  ['Vêtements', 'Clothing', 'Clothes', 'Apparel'],
  ['Vins', 'Wines', 'Wine'],
];

const MEANING = new Map(
  SHELVES.flatMap((words) => words.map((word) => [textKey(word), textKey(words[0] ?? '')] as const)),
);

/** A category name without case and accents; words of the glossary in one language. */
export function meaningOf(name: string): string {
  const key = textKey(name);
  return MEANING.get(key) ?? key;
}
