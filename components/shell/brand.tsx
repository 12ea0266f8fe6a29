import { Boxes } from 'lucide-react';
import Link from 'next/link';
import { cn } from '@/components/ui/cn';

/** Our mark and name, leading home. */
export function Brand({ className }: { className?: string }) {
  return (
    <Link
      href="/"
      className={cn('flex items-center gap-2 rounded-control px-2.5 font-semibold tracking-tight', className)}
    >
      <span className="flex size-6 items-center justify-center rounded-md bg-accent text-on-accent">
        <Boxes aria-hidden className="size-4" />
      </span>
      Products Manager
    </Link>
  );
}
