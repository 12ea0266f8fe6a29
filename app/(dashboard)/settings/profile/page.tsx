import { getTranslations } from 'next-intl/server';
import { PasswordForm, ProfileForm } from '@/components/access/profile-forms';
import { SessionsCard } from '@/components/access/sessions-card';
import { TwoFactorCard } from '@/components/access/two-factor-card';
import { LanguageSwitch } from '@/components/auth/language-switch';
import { Card, CardHeader } from '@/components/ui/card';
import { PageHeader } from '@/components/ui/page-header';
import { pageContext } from '@/lib/auth/page';
import { getProfile } from '@/lib/auth/profile';
import { listSessions } from '@/lib/auth/sessions';

export async function generateMetadata() {
  return { title: (await getTranslations('access.profile'))('title') };
}

export default async function ProfilePage() {
  const ctx = await pageContext();
  const [t, profile, sessions] = await Promise.all([
    getTranslations('access.profile'),
    getProfile(ctx),
    listSessions(ctx),
  ]);
  return (
    <>
      <PageHeader title={t('title')} description={t('description')} />
      <div className="flex max-w-xl flex-col gap-6">
        <Card>
          <CardHeader title={profile.name} description={profile.email} />
          <div className="px-5 pb-5">
            <ProfileForm name={profile.name} />
          </div>
        </Card>
        <Card>
          <CardHeader title={t('language')} />
          <div className="px-5 pb-5">
            <LanguageSwitch className="max-w-48" />
          </div>
        </Card>
        <Card>
          <CardHeader title={t('password_title')} description={t('password_explained')} />
          <div className="px-5 pb-5">
            <PasswordForm />
          </div>
        </Card>
        <Card>
          <CardHeader title={t('two_factor')} description={t('two_factor_explained')} />
          <div className="px-5 pb-5">
            <TwoFactorCard on={profile.twoFactor} />
          </div>
        </Card>
        <Card>
          <CardHeader title={t('sessions')} description={t('sessions_explained')} />
          <div className="px-5 pb-5">
            <SessionsCard
              sessions={sessions.map(({ id, userAgent, address, lastSeenAt, current }) => ({
                id,
                userAgent,
                address,
                lastSeenAt,
                current,
              }))}
            />
          </div>
        </Card>
      </div>
    </>
  );
}
