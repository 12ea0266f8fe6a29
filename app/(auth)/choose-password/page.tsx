import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { ChoosePasswordForm } from '@/components/auth/choose-password-form';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('auth.choose'))('title') };
}

export default async function ChoosePasswordPage() {
  const t = await getTranslations('auth.choose');
  return (
    <>
      <header className="flex flex-col gap-2">
        <h1 className="font-semibold text-2xl">{t('title')}</h1>
        <p className="text-muted">{t('intro')}</p>
      </header>
      <ChoosePasswordForm />
    </>
  );
}
