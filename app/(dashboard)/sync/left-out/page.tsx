import { CircleSlash } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import { z } from 'zod';
import { LeftOutList } from '@/components/sync/left-out-list';
import { ListFrame } from '@/components/sync/list-frame';
import { pageContext } from '@/lib/auth/page';
import type { PageProps } from '@/lib/http/page-props';
import { listLeftOut } from '@/lib/sync/history/left-out/list-left-out';
import { presentLeftOut } from '@/lib/sync/history/present';

const KINDS = ['product', 'variant', 'category'] as const;
const query = z.object({
  kind: z.enum(KINDS).optional().catch(undefined),
  cursor: z.string().optional().catch(undefined),
});

export async function generateMetadata() {
  return { title: (await getTranslations('sync.left_out'))('title') };
}

export default async function LeftOutPage({ searchParams }: PageProps) {
  const ctx = await pageContext();
  const t = await getTranslations('sync');
  const { kind, cursor } = query.parse(await searchParams);
  const { data, next_cursor } = await listLeftOut(ctx, { kind, cursor, limit: 50 });
  return (
    <ListFrame
      title={t('left_out.title')}
      description={t('left_out.description')}
      path="/sync/left-out"
      filter={{ kind }}
      filters={{
        choices: [
          {
            name: 'kind',
            label: t('run.only_kind'),
            options: KINDS.map((value) => ({ value, label: t(`kinds.${value}`) })),
          },
        ],
      }}
      empty={
        data.length === 0
          ? {
              icon: CircleSlash,
              title: t('left_out.empty_title'),
              description: t('left_out.empty_description'),
            }
          : null
      }
      cursor={cursor}
      nextCursor={next_cursor}
    >
      <LeftOutList records={data.map(presentLeftOut)} mayChange={ctx.actor.role === 'admin'} />
    </ListFrame>
  );
}
