import { getTranslations } from 'next-intl/server';
import { z } from 'zod';
import { Wizard } from '@/components/integrations/wizard/wizard';
import { adminPageContext } from '@/lib/auth/page';
import type { PageProps } from '@/lib/http/page-props';
import { findIntegration } from '@/lib/integrations/find';
import { presentIntegration } from '@/lib/integrations/present';

const query = z.object({ id: z.uuid().optional().catch(undefined) });

export async function generateMetadata() {
  return { title: (await getTranslations('integrations.wizard'))('title') };
}

export default async function NewIntegrationPage({ searchParams }: PageProps) {
  const ctx = await adminPageContext();
  const { id } = query.parse(await searchParams);
  const found = id ? await findIntegration(ctx, id).catch(() => null) : null;
  return <Wizard initial={found && presentIntegration(found, ctx.now())} />;
}
