-- What is searched is kept beside its rows: counting it anew for each row that a search looks at took seconds.
ALTER TABLE "products" ADD COLUMN "search_text" text GENERATED ALWAYS AS (public.search_key(title, sku, ean)) STORED;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "search_text" text GENERATED ALWAYS AS (public.text_key(number || ' ' || customer_name || ' ' || coalesce(customer_email, ''))) STORED;--> statement-breakpoint
-- A generated column is not known yet where a row is about to be written: it is no change by itself.
CREATE OR REPLACE FUNCTION bump_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF to_jsonb(NEW) - '{version,updated_at,search_text}'::text[] IS DISTINCT FROM to_jsonb(OLD) - '{version,updated_at,search_text}'::text[]
     OR NEW.version IS DISTINCT FROM OLD.version THEN
    NEW.version := OLD.version + 1;
    NEW.updated_at := now();
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
DROP INDEX "products_search_idx";--> statement-breakpoint
DROP INDEX "orders_search_idx";--> statement-breakpoint
CREATE INDEX "products_goods_idx" ON "products" USING btree (text_key("title"),"id") WHERE "products"."deleted_at" is null and "products"."stockable" = 'stored';--> statement-breakpoint
CREATE INDEX "orders_number_idx" ON "orders" USING btree (text_key("number"),"id");--> statement-breakpoint
CREATE INDEX "orders_customer_idx" ON "orders" USING btree (text_key("customer_name"),"id");--> statement-breakpoint
CREATE INDEX "orders_total_idx" ON "orders" USING btree ("total","id");--> statement-breakpoint
CREATE INDEX "products_search_idx" ON "products" USING gin (search_text gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "orders_search_idx" ON "orders" USING gin (search_text gin_trgm_ops);
