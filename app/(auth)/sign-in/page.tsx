import type { Metadata } from 'next';
import Link from 'next/link';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { SignInForm } from '@/components/auth/sign-in-form';
import { visitor } from '@/lib/auth/page';
import { needsSetup } from '@/lib/auth/users';
import { ownPage } from '@/lib/http/own-page';
import { runtime } from '@/lib/runtime';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('auth.sign_in'))('title') };
}

export default async function SignInPage({
  searchParams,
}: {
  searchParams: Promise<{ next?: string | string[] }>;
}) {
  if (await visitor()) redirect('/');
  if (await needsSetup(runtime().db)) redirect('/setup');
  const t = await getTranslations('auth.sign_in');
  const { next } = await searchParams;
  return (
    <>
      <header className="flex flex-col gap-2">
        <h1 className="font-semibold text-2xl">{t('title')}</h1>
        <p className="text-muted">{t('intro')}</p>
      </header>
      <SignInForm next={ownPage(next)} />
      {runtime().mailer ? (
        <Link href="/forgot-password" className="self-center underline underline-offset-4">
          {t('forgot')}
        </Link>
      ) : null}
    </>
  );
}
