import type { IntegrationAnswer } from '../present';
import type { OverviewAnswer } from './overview-answer';

type Health = OverviewAnswer['health'];

interface Facts {
  readonly integration: Pick<
    IntegrationAnswer,
    'setup_step' | 'enabled' | 'started_at' | 'connection' | 'api_key'
  >;
  /** Of the last run that ended. */
  readonly lastStatus: string | null;
  readonly errors: number;
  readonly conflicts: number;
}

/** The one sentence a person should read first: what stops everything before what waits, before what is to come. */
export function healthOf({ integration, lastStatus, errors, conflicts }: Facts): Health {
  const { connection, api_key: key } = integration;
  if (integration.setup_step !== null) return { state: 'setup', tone: 'info' };
  if (!integration.enabled) return { state: 'paused', tone: 'neutral' };
  if (connection.state === 'unauthorised') return { state: 'unauthorised', tone: 'danger' };
  if (connection.state === 'halted') return { state: 'halted', tone: 'danger' };
  if (connection.state === 'down') return { state: 'down', tone: 'warning' };
  if (integration.started_at === null) return { state: 'not_started', tone: 'info' };
  if (lastStatus === 'failed') return { state: 'failing', tone: 'danger' };
  if (errors + conflicts > 0) return { state: 'needs_person', tone: 'warning' };
  if (key.state !== 'ok') return { state: 'key', tone: key.state === 'overdue' ? 'danger' : 'warning' };
  return { state: 'ok', tone: 'success' };
}
