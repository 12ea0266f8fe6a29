import type { PlannedAttribute, PlannedUser, ShopPlan } from '../plan';
import { plannedCategories } from './categories';
import { COLOURS } from './colours';
import { plannedCustomers } from './customers';
import { plannedOrders } from './orders';
import { FAMILIES, plannedProducts } from './products';

/** Logins and keys of the demonstration. They open nothing but the stand-in. */
export const SHOP_USERS: readonly PlannedUser[] = [
  { role: 'admin', name: 'Claire Vasseur', login: 'admin', password: 'admin', apiKey: 'ad31'.repeat(10) },
  {
    role: 'sync',
    name: 'Products Manager',
    login: 'produits@maison-clairval.fr',
    password: 'clairval',
    apiKey: '5c1a'.repeat(10),
  },
  {
    role: 'reader',
    name: 'Lucas Perrin',
    login: 'lucas@maison-clairval.fr',
    password: 'clairval',
    apiKey: '7e4d'.repeat(10),
  },
];

/** The shop "Maison Clairval" as it stands on `today`. The same arguments give the same shop. */
export function shopPlan(today: Date, seed = 'clairval'): ShopPlan {
  const products = plannedProducts(seed);
  const customers = plannedCustomers(seed);
  return {
    company: {
      name: 'Maison Clairval',
      street: '14 rue Auguste-Comte',
      zip: '69002',
      city: 'Lyon',
      vat: 'FR40303265045',
      email: 'bonjour@maison-clairval.fr',
    },
    users: SHOP_USERS,
    categories: plannedCategories(),
    attributes: plannedAttributes(),
    products,
    warehouses: [
      { key: 'shop', name: 'Boutique Lyon', code: 'LYON', shelf: 'Réserve' },
      { key: 'depot', name: 'Entrepôt Vénissieux', code: 'VENI', shelf: null },
    ],
    customers,
    orders: plannedOrders(seed, today, products, customers),
  };
}

function plannedAttributes(): PlannedAttribute[] {
  const sizes = new Set(FAMILIES.flatMap((family) => (family.sizes ?? []).map(([name]) => name)));
  return [
    { name: 'Couleur', values: Object.entries(COLOURS).map(([name, html]) => ({ name, html })) },
    { name: 'Taille', values: [...sizes].map((name) => ({ name, html: null })) },
  ];
}
