import { PageNotFound } from '@/components/shell/page-not-found';

export default function RecordNotFound() {
  return <PageNotFound />;
}
