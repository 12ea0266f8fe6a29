-- Text keys used by indexes and by matching: case- and accent-insensitive, blanks folded.
CREATE EXTENSION IF NOT EXISTS pg_trgm;
--> statement-breakpoint
CREATE EXTENSION IF NOT EXISTS unaccent;
--> statement-breakpoint
-- unaccent() is only STABLE; with its dictionary named it may stand in an index.
CREATE OR REPLACE FUNCTION public.text_key(value text) RETURNS text
  LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
  AS $$ SELECT lower(public.unaccent('public.unaccent', regexp_replace(btrim(value), '\s+', ' ', 'g'))) $$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION public.search_key(title text, sku text, ean text) RETURNS text
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  AS $$ SELECT public.text_key(title || ' ' || coalesce(sku, '') || ' ' || coalesce(ean, '')) $$;
