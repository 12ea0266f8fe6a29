/** A product's main picture, small; says nothing to screen readers, as the name stands beside it. */
export function ProductThumbnail({ url }: { url: string | null }) {
  if (!url) return <span className="no-picture" />;
  return (
    <img
      src={`${url}?size=96`}
      alt=""
      width={40}
      height={40}
      loading="lazy"
      className="size-10 shrink-0 rounded-lg border bg-subtle object-contain"
    />
  );
}
