-- Goods of a product that comes back are compared again, whoever brings it back: what happened to them on either side
-- while it was away was nobody's work. Also for the integration that brought it, hence no look at pm.origin.
CREATE FUNCTION outbox_restored() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO outbox (integration_id, kind, local_id)
  SELECT i.id, 'stock', NEW.id FROM integrations i ORDER BY i.id
  ON CONFLICT (integration_id, kind, local_id)
  DO UPDATE SET version = outbox.version + 1, changed_at = now();
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER products_outbox_restored AFTER UPDATE ON products FOR EACH ROW
  WHEN (OLD.deleted_at IS NOT NULL AND NEW.deleted_at IS NULL) EXECUTE FUNCTION outbox_restored();
