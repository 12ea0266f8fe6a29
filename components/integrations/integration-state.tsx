import { useTranslations } from 'next-intl';
import { StatusBadge, type Tone } from '@/components/ui/badge';
import type { IntegrationAnswer } from '@/lib/integrations/present';

const TONES: Record<IntegrationAnswer['connection']['state'], Tone> = {
  unknown: 'neutral',
  ok: 'success',
  down: 'warning',
  unauthorised: 'danger',
  halted: 'danger',
};

/** How an integration is, in one badge. */
export function IntegrationState({ integration }: { integration: IntegrationAnswer }) {
  const t = useTranslations('integrations');
  if (integration.setup_step) return <StatusBadge tone="info">{t('setup')}</StatusBadge>;
  if (!integration.enabled) return <StatusBadge>{t('paused')}</StatusBadge>;
  const { state } = integration.connection;
  return <StatusBadge tone={TONES[state]}>{t(`states.${state}`)}</StatusBadge>;
}
