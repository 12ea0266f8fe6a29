import { getTranslations } from 'next-intl/server';
import { UploadForm } from '@/components/edits/upload-form';
import { Card, CardBody } from '@/components/ui/card';
import { PageHeader } from '@/components/ui/page-header';
import { adminPageContext } from '@/lib/auth/page';

export async function generateMetadata() {
  return { title: (await getTranslations('edits.upload'))('title') };
}

export default async function NewImportPage() {
  await adminPageContext();
  const t = await getTranslations('edits');
  return (
    <>
      <PageHeader
        title={t('upload.title')}
        description={t('upload.description')}
        back={{ href: '/edits', label: t('title') }}
      />
      <Card className="max-w-2xl">
        <CardBody className="pt-5">
          <UploadForm />
        </CardBody>
      </Card>
    </>
  );
}
