import type { IntegrationAnswer } from '@/lib/integrations/present';

/** Whether every page says something of this integration: it needs a person, or Odoo keeps it waiting (sync.md, Runs). */
export function needsBanner({ enabled, setup_step, connection, api_key, frame }: IntegrationAnswer): boolean {
  return (
    enabled &&
    setup_step === null &&
    (['down', 'unauthorised', 'halted'].includes(connection.state) ||
      api_key.state !== 'ok' ||
      frame.warnings.length > 0)
  );
}
