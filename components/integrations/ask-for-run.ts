import { z } from 'zod';
import { callApi } from '@/components/api/call-api';

const started = z.object({ run_id: z.uuid() });

/** Asks for a run of an integration from the browser. */
export const askForRun = (
  integrationId: string,
  body: { dry_run?: boolean; mode?: 'incremental' | 'full'; confirmed?: boolean },
) => callApi(`/integrations/${integrationId}/sync`, started, { method: 'POST', body });

/** Asks whether both sides are equal. */
export const askForCheck = (integrationId: string) =>
  callApi(`/integrations/${integrationId}/check`, started, { method: 'POST' });
