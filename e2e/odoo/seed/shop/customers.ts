import type { PlannedCustomer } from '../plan';
import { chance } from '../random';
import { slug } from './categories';

const FIRST = [
  'Agathe',
  'Amélie',
  'Antoine',
  'Baptiste',
  'Bérénice',
  'Camille',
  'Capucine',
  'Clément',
  'Diane',
  'Élodie',
  'Émile',
  'Fabien',
  'Gaëlle',
  'Gaspard',
  'Hélène',
  'Inès',
  'Jean',
  'Julien',
  'Karim',
  'Laure',
  'Léonie',
  'Mathilde',
  'Maxime',
  'Nadia',
  'Noémie',
  'Olivier',
  'Pauline',
  'Quentin',
  'Romane',
  'Samir',
  'Solène',
  'Théo',
  'Ugo',
  'Valentine',
  'Yann',
  'Zoé',
] as const;
const LAST = [
  'Aubert',
  'Bonnet',
  'Carpentier',
  'Delmas',
  'Escande',
  'Fontaine',
  'Garnier',
  'Haddad',
  'Imbert',
  'Joubert',
  'Kermarrec',
  'Lacroix',
  'Mercier',
  'Nguyen',
  'Ollivier',
  'Perrin',
  'Quéméner',
  'Roussel',
  'Santini',
  'Tessier',
  'Vasseur',
  'Weber',
] as const;
const STREETS = [
  'rue des Lilas',
  'avenue Jean-Jaurès',
  'rue de la République',
  'place du Marché',
  'chemin des Vignes',
  'rue Victor-Hugo',
  'quai des Célestins',
  'boulevard Voltaire',
  'impasse du Four',
  'rue Sainte-Catherine',
] as const;
const CITIES = [
  ['69002', 'Lyon'],
  ['75011', 'Paris'],
  ['33000', 'Bordeaux'],
  ['44000', 'Nantes'],
  ['59000', 'Lille'],
  ['67000', 'Strasbourg'],
  ['13006', 'Marseille'],
  ['35000', 'Rennes'],
  ['38000', 'Grenoble'],
  ['31000', 'Toulouse'],
  ['74000', 'Annecy'],
  ['21000', 'Dijon'],
  ['76000', 'Rouen'],
  ['34000', 'Montpellier'],
  ['29200', 'Brest'],
  ['06300', 'Nice'],
] as const;
const COMPANIES = [
  'Hôtel des Remparts',
  'Atelier Pierre & Fils',
  'Restaurant Le Guignol',
  'Agence Lignes Claires',
  'Chambres d’hôtes La Treille',
  'Cabinet Saint-Roch',
  'Café Bellecour',
  'Fleuriste Pivoine',
  'Librairie du Passage',
  'Gîte des Combes',
] as const;

/** Private customers and companies with French addresses. The domain `example.com` receives no mail. */
export function plannedCustomers(seed: string, persons = 90): PlannedCustomer[] {
  const dice = chance(`${seed}/customers`);
  const address = () => {
    const [zip, city] = dice.pick(CITIES);
    return { street: `${dice.int(1, 120)} ${dice.pick(STREETS)}`, zip, city };
  };
  const phone = () =>
    `+33 ${dice.pick(['6', '7'])} ${[1, 2, 3, 4].map(() => String(dice.int(10, 99))).join(' ')}`;
  const companies = COMPANIES.map((name) => ({
    key: slug(name),
    name,
    isCompany: true,
    email: `contact@${slug(name).replaceAll('_', '-')}.example.com`,
    phone: phone(),
    vat: null,
    ...address(),
  }));
  const people = Array.from({ length: persons }, (_, index) => {
    const name = `${dice.pick(FIRST)} ${dice.pick(LAST)}`;
    return {
      key: `client_${index + 1}`,
      name,
      isCompany: false,
      email: `${slug(name).replaceAll('_', '.')}.${index + 1}@example.com`,
      phone: phone(),
      vat: null,
      ...address(),
    };
  });
  return [...companies, ...people];
}
