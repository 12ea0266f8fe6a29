import { callApi } from '@/components/api/call-api';
import { integrationAnswer } from '@/lib/integrations/present';

/** Changes any setting of an integration. @throws ApiProblem */
export const saveIntegration = (id: string, change: object) =>
  callApi(`/integrations/${id}`, integrationAnswer, { method: 'PATCH', body: change });
