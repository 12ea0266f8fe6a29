import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { ForgotPasswordForm } from '@/components/auth/forgot-password-form';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('auth.forgot'))('title') };
}

export default async function ForgotPasswordPage() {
  const t = await getTranslations('auth.forgot');
  return (
    <>
      <header className="flex flex-col gap-2">
        <h1 className="font-semibold text-2xl">{t('title')}</h1>
        <p className="text-muted">{t('intro')}</p>
      </header>
      <ForgotPasswordForm />
    </>
  );
}
