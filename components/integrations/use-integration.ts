'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { callApi } from '@/components/api/call-api';
import { type IntegrationAnswer, integrationAnswer } from '@/lib/integrations/present';

/** An integration being edited: its saved state, and ways to save parts of it. Refusals are thrown to the caller. */
export function useIntegration(initial: IntegrationAnswer) {
  const router = useRouter();
  const [integration, setIntegration] = useState(initial);
  const save = async (path: string, body: object) => {
    const saved = await callApi(`/integrations/${initial.id}${path}`, integrationAnswer, {
      method: 'PATCH',
      body,
    });
    setIntegration(saved);
    router.refresh();
    return saved;
  };
  return {
    integration,
    change: (body: object) => save('', body),
    configure: (body: object) => save('/config', body),
  };
}
