'use client';

import { LonePage } from '@/components/shell/lone-page';
import { type Failure, PageFailure } from '@/components/shell/page-failure';

/** Where not even the frame of the page could be made, as when the database does not answer. */
export default function FrameFailure(failure: Failure) {
  return (
    <LonePage>
      <PageFailure {...failure} />
    </LonePage>
  );
}
