import { salesEndpoints } from '@/lib/analytics/endpoints';
import { accessEndpoints } from '@/lib/auth/endpoints';
import { catalogueEndpoints } from '@/lib/catalogue/endpoints';
import { editEndpoints } from '@/lib/edits/endpoints';
import { exportEndpoints } from '@/lib/exports/endpoints';
import type { Endpoint } from '@/lib/http/endpoint';
import { integrationEndpoints } from '@/lib/integrations/endpoints';
import { notificationEndpoints } from '@/lib/notifications/endpoints';
import { operationEndpoints } from '@/lib/operation-endpoints';
import { searchEndpoints } from '@/lib/search/endpoints';
import { historyEndpoints } from '@/lib/sync/history/endpoints';
import { viewEndpoints } from '@/lib/views/endpoints';

/** Every endpoint of the API, in the order the document shows them. */
export const ENDPOINTS: readonly Endpoint[] = [
  ...integrationEndpoints,
  ...historyEndpoints,
  ...catalogueEndpoints,
  ...editEndpoints,
  ...salesEndpoints,
  ...exportEndpoints,
  ...notificationEndpoints,
  ...accessEndpoints,
  ...searchEndpoints,
  ...viewEndpoints,
  ...operationEndpoints,
];
