-- Versions: every real change of a row moves its version and updated_at, whoever makes it.
CREATE FUNCTION bump_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF to_jsonb(NEW) - 'version' - 'updated_at' IS DISTINCT FROM to_jsonb(OLD) - 'version' - 'updated_at'
     OR NEW.version IS DISTINCT FROM OLD.version THEN
    NEW.version := OLD.version + 1;
    NEW.updated_at := now();
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
-- The outbox is filled here, by the database, so that no code path can forget it.
-- The engine marks its own writes by  SET LOCAL pm.origin = '<integration id>'  and they are not work for that integration;
-- for the other integrations they are a local edit like any other.
CREATE FUNCTION mark_outbox(changed_kind text, changed_id uuid) RETURNS void LANGUAGE sql AS $$
  INSERT INTO outbox (integration_id, kind, local_id)
  SELECT id, changed_kind, changed_id FROM integrations
  WHERE id::text IS DISTINCT FROM nullif(current_setting('pm.origin', true), '')
  ORDER BY id
  ON CONFLICT (integration_id, kind, local_id)
  DO UPDATE SET version = outbox.version + 1, changed_at = now();
$$;
--> statement-breakpoint
CREATE FUNCTION outbox_category() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM mark_outbox('category', NEW.id);
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE FUNCTION outbox_product() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM mark_outbox('product', coalesce(NEW.parent_id, NEW.id));
  IF TG_OP = 'UPDATE' AND OLD.parent_id IS DISTINCT FROM NEW.parent_id THEN
    PERFORM mark_outbox('product', coalesce(OLD.parent_id, OLD.id));
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
-- A picture belongs to its product: changing it moves the product's version, which marks the outbox.
CREATE FUNCTION touch_product() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE products SET version = version + 1 WHERE id = coalesce(NEW.product_id, OLD.product_id);
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE FUNCTION outbox_stock() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM mark_outbox('stock', NEW.product_id);
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER categories_version BEFORE UPDATE ON categories FOR EACH ROW EXECUTE FUNCTION bump_version();
--> statement-breakpoint
CREATE TRIGGER products_version BEFORE UPDATE ON products FOR EACH ROW EXECUTE FUNCTION bump_version();
--> statement-breakpoint
CREATE TRIGGER stock_levels_version BEFORE UPDATE ON stock_levels FOR EACH ROW EXECUTE FUNCTION bump_version();
--> statement-breakpoint
CREATE TRIGGER orders_version BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION bump_version();
--> statement-breakpoint
CREATE TRIGGER categories_outbox_insert AFTER INSERT ON categories FOR EACH ROW EXECUTE FUNCTION outbox_category();
--> statement-breakpoint
CREATE TRIGGER categories_outbox_update AFTER UPDATE ON categories FOR EACH ROW WHEN (OLD.version <> NEW.version) EXECUTE FUNCTION outbox_category();
--> statement-breakpoint
CREATE TRIGGER products_outbox_insert AFTER INSERT ON products FOR EACH ROW EXECUTE FUNCTION outbox_product();
--> statement-breakpoint
CREATE TRIGGER products_outbox_update AFTER UPDATE ON products FOR EACH ROW WHEN (OLD.version <> NEW.version) EXECUTE FUNCTION outbox_product();
--> statement-breakpoint
CREATE TRIGGER product_images_touch AFTER INSERT OR UPDATE OR DELETE ON product_images FOR EACH ROW EXECUTE FUNCTION touch_product();
--> statement-breakpoint
CREATE TRIGGER stock_levels_outbox_insert AFTER INSERT ON stock_levels FOR EACH ROW EXECUTE FUNCTION outbox_stock();
--> statement-breakpoint
CREATE TRIGGER stock_levels_outbox_update AFTER UPDATE ON stock_levels FOR EACH ROW WHEN (OLD.version <> NEW.version) EXECUTE FUNCTION outbox_stock();
--> statement-breakpoint
CREATE UNIQUE INDEX warehouses_one_default_key ON warehouses ((true)) WHERE is_default;
--> statement-breakpoint
CREATE UNIQUE INDEX orders_odoo_key ON orders (integration_id, odoo_id);
