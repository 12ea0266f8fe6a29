import type { ReactNode } from 'react';
import { ConnectionBanner } from '@/components/shell/connection-banner';
import { Shell } from '@/components/shell/shell';
import { pageContext } from '@/lib/auth/page';
import { listIntegrations } from '@/lib/integrations/list';
import { presentIntegration } from '@/lib/integrations/present';
import { countOpen } from '@/lib/overview/open-counts';
import { APP_VERSION } from '@/lib/version';

export default async function DashboardLayout({ children }: { children: ReactNode }) {
  const ctx = await pageContext();
  const [integrations, counts] = await Promise.all([listIntegrations(ctx), countOpen(ctx)]);
  return (
    <Shell
      version={APP_VERSION}
      person={{ name: ctx.actor.name, role: ctx.actor.role }}
      counts={counts}
      banner={
        <ConnectionBanner
          integrations={integrations.map((row) => presentIntegration(row, ctx.now()))}
          mayChange={ctx.actor.role === 'admin'}
        />
      }
    >
      {children}
    </Shell>
  );
}
