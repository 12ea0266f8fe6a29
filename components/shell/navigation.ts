import {
  ArrowLeftRight,
  ChartColumn,
  CircleSlash,
  FileSpreadsheet,
  FolderTree,
  History,
  LayoutDashboard,
  LifeBuoy,
  type LucideIcon,
  Package,
  Settings,
  ShoppingCart,
  TriangleAlert,
  Warehouse,
} from 'lucide-react';

export interface NavigationItem {
  href: string;
  /** Key of `ui.nav`. */
  label: string;
  icon: LucideIcon;
  /** Which number stands beside it. */
  count?: 'errors' | 'conflicts';
}

/** The places of the application, in groups. */
export const NAVIGATION: readonly { label: string | null; items: readonly NavigationItem[] }[] = [
  { label: null, items: [{ href: '/', label: 'dashboard', icon: LayoutDashboard }] },
  {
    label: 'catalogue',
    items: [
      { href: '/products', label: 'products', icon: Package },
      { href: '/categories', label: 'categories', icon: FolderTree },
      { href: '/edits', label: 'edits', icon: FileSpreadsheet },
    ],
  },
  {
    label: 'sales',
    items: [
      { href: '/orders', label: 'orders', icon: ShoppingCart },
      { href: '/stock', label: 'stock', icon: Warehouse },
      { href: '/analytics', label: 'analytics', icon: ChartColumn },
    ],
  },
  {
    label: 'sync',
    items: [
      { href: '/sync/runs', label: 'runs', icon: History },
      { href: '/sync/errors', label: 'errors', icon: TriangleAlert, count: 'errors' },
      { href: '/sync/conflicts', label: 'conflicts', icon: ArrowLeftRight, count: 'conflicts' },
      { href: '/sync/left-out', label: 'left_out', icon: CircleSlash },
    ],
  },
  {
    label: null,
    items: [
      { href: '/settings', label: 'settings', icon: Settings },
      { href: '/docs', label: 'help', icon: LifeBuoy },
    ],
  },
];
