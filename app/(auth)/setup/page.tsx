import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { SetupForm } from '@/components/auth/setup-form';
import { needsSetup } from '@/lib/auth/users';
import { runtime } from '@/lib/runtime';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('auth.setup'))('title') };
}

export default async function SetupPage() {
  if (!(await needsSetup(runtime().db))) redirect('/sign-in');
  const t = await getTranslations('auth.setup');
  return (
    <>
      <header className="flex flex-col gap-2">
        <h1 className="font-semibold text-2xl">{t('title')}</h1>
        <p className="text-muted">{t('intro')}</p>
      </header>
      <SetupForm />
    </>
  );
}
