import { KeyRound } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import { AddToken } from '@/components/access/add-token';
import { RevokeToken } from '@/components/access/revoke-token';
import { TokenEnd } from '@/components/access/token-end';
import { ButtonLink } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHeader } from '@/components/ui/page-header';
import { RelativeTime } from '@/components/ui/relative-time';
import { Table, Tbody, Td, Th, Thead, Tr } from '@/components/ui/table';
import { listTokens } from '@/lib/auth/api-tokens';
import { adminPageContext } from '@/lib/auth/page';
import { SCOPES_OF_ROLE } from '@/lib/auth/scopes';

export async function generateMetadata() {
  return { title: (await getTranslations('access.tokens'))('title') };
}

export default async function TokensPage() {
  const ctx = await adminPageContext();
  const [t, tu, tokens] = await Promise.all([
    getTranslations('access.tokens'),
    getTranslations('ui'),
    listTokens(ctx),
  ]);
  const actions = (
    <>
      <ButtonLink href="/docs/api">{t('documentation')}</ButtonLink>
      <AddToken />
    </>
  );
  return (
    <>
      <PageHeader title={t('title')} description={t('description')} actions={actions} />
      {tokens.length === 0 ? (
        <EmptyState icon={KeyRound} title={t('empty')} description={t('empty_explained')} />
      ) : (
        <Card>
          <Table stack caption={t('list')}>
            <Thead>
              <Tr>
                <Th>{t('name')}</Th>
                <Th>{t('scopes')}</Th>
                <Th>{t('token')}</Th>
                <Th>{t('created')}</Th>
                <Th>{t('last_used')}</Th>
                <Th>{t('expires')}</Th>
                <Th>
                  <span className="sr-only">{tu('actions')}</span>
                </Th>
              </Tr>
            </Thead>
            <Tbody>
              {tokens.map((token) => (
                <Tr key={token.id}>
                  <Td>{token.name}</Td>
                  <Td label={t('scopes')}>
                    {(token.scopes ?? SCOPES_OF_ROLE[token.role])
                      .map((scope) => t(`scope.${scope}`))
                      .join(', ')}
                  </Td>
                  <Td label={t('token')}>
                    <code className="font-mono text-muted text-sm">{token.hint}…</code>
                  </Td>
                  <Td label={t('created')}>
                    <RelativeTime at={token.createdAt} />
                  </Td>
                  <Td label={t('last_used')}>
                    {token.lastUsedAt ? <RelativeTime at={token.lastUsedAt} /> : t('never')}
                  </Td>
                  <Td label={t('expires')}>
                    <TokenEnd at={token.expiresAt} now={ctx.now()} />
                  </Td>
                  <Td className="text-end">
                    <RevokeToken id={token.id} name={token.name} />
                  </Td>
                </Tr>
              ))}
            </Tbody>
          </Table>
        </Card>
      )}
    </>
  );
}
