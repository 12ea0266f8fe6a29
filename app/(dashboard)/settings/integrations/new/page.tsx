import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { z } from 'zod';
import { Wizard } from '@/components/integrations/wizard/wizard';
import { adminPageContext } from '@/lib/auth/page';
import type { PageProps } from '@/lib/http/page-props';
import { findIntegration } from '@/lib/integrations/find';
import { presentIntegration } from '@/lib/integrations/present';

const optionalId = z.uuid().optional().catch(undefined);
const query = z.object({ id: optionalId, run: optionalId });

export async function generateMetadata() {
  return { title: (await getTranslations('integrations.wizard'))('title') };
}

export default async function NewIntegrationPage({ searchParams }: PageProps) {
  const ctx = await adminPageContext();
  const { id, run } = query.parse(await searchParams);
  const found = id ? await findIntegration(ctx, id).catch(() => null) : null;
  const started = found?.setupStep === null;
  if (started && !run) redirect(`/settings/integrations/${found.id}`);
  return (
    <Wizard
      initial={found && presentIntegration(found, ctx.now())}
      firstRun={started ? (run ?? null) : null}
    />
  );
}
