import { NAVIGATION } from '@/components/shell/navigation';
import { SETTINGS_PLACES } from '@/components/shell/settings-places';

/** A page or an action that can be gone to by its name. */
export interface Place {
  readonly kind: 'page' | 'setting' | 'action';
  readonly path: string;
  /** Key of its name in the messages. */
  readonly label: string;
}

const ACTIONS = [
  { path: '/products/new', label: 'search.action.new_product', admin: true },
  { path: '/edits/new', label: 'search.action.import', admin: true },
  { path: '/settings/integrations/new', label: 'search.action.connect', admin: true },
  { path: '/analytics/replenishment', label: 'search.action.reorder', admin: false },
] as const;

/** All pages, settings and actions that somebody of that role may open. */
export function placesFor(role: 'admin' | 'viewer'): Place[] {
  const open = ({ admin }: { readonly admin: boolean }) => role === 'admin' || !admin;
  return [
    ...ACTIONS.filter(open).map(({ path, label }) => ({ kind: 'action' as const, path, label })),
    ...NAVIGATION.flatMap(({ items }) => items).map(({ href, label }) => ({
      kind: 'page' as const,
      path: href,
      label: `ui.nav.${label}`,
    })),
    ...SETTINGS_PLACES.filter(open).map(({ id }) => ({
      kind: 'setting' as const,
      path: `/settings/${id}`,
      label: `ui.settings.${id}`,
    })),
  ];
}
