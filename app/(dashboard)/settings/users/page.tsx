import { getTranslations } from 'next-intl/server';
import { AddUser } from '@/components/access/add-user';
import { UserActions } from '@/components/access/user-actions';
import { Badge } from '@/components/ui/badge';
import { Card } from '@/components/ui/card';
import { PageHeader } from '@/components/ui/page-header';
import { RelativeTime } from '@/components/ui/relative-time';
import { Table, Tbody, Td, Th, Thead, Tr } from '@/components/ui/table';
import { adminPageContext } from '@/lib/auth/page';
import { listUsers } from '@/lib/auth/users';
import { runtime } from '@/lib/runtime';

export async function generateMetadata() {
  return { title: (await getTranslations('access.users'))('title') };
}

export default async function UsersPage() {
  const ctx = await adminPageContext();
  const [t, tu, role, users] = await Promise.all([
    getTranslations('access.users'),
    getTranslations('ui'),
    getTranslations('access.roles'),
    listUsers(ctx),
  ]);
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('description')}
        actions={<AddUser byMail={runtime().mailer !== null} />}
      />
      <Card>
        <Table stack caption={t('list')}>
          <Thead>
            <Tr>
              <Th>{t('name')}</Th>
              <Th>{t('email')}</Th>
              <Th>{t('role')}</Th>
              <Th>{t('last_sign_in')}</Th>
              <Th>
                <span className="sr-only">{tu('actions')}</span>
              </Th>
            </Tr>
          </Thead>
          <Tbody>
            {users.map((user) => (
              <Tr key={user.id}>
                <Td>
                  {user.name} {user.disabledAt ? <Badge>{t('disabled')}</Badge> : null}
                </Td>
                <Td label={t('email')}>{user.email}</Td>
                <Td label={t('role')}>{role(user.role)}</Td>
                <Td label={t('last_sign_in')}>
                  {user.lastSignInAt ? <RelativeTime at={user.lastSignInAt} /> : t('never')}
                </Td>
                <Td>
                  {user.id === ctx.actor.id ? null : (
                    <UserActions
                      user={{
                        id: user.id,
                        name: user.name,
                        role: user.role,
                        disabled: user.disabledAt !== null,
                      }}
                    />
                  )}
                </Td>
              </Tr>
            ))}
          </Tbody>
        </Table>
      </Card>
    </>
  );
}
