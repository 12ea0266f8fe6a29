'use client';

import { type Failure, PageFailure } from '@/components/shell/page-failure';

export default function DashboardFailure(failure: Failure) {
  return <PageFailure {...failure} />;
}
