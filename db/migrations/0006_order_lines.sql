ALTER TABLE "order_lines" ADD COLUMN "kind" text DEFAULT 'goods' NOT NULL;--> statement-breakpoint
ALTER TABLE "order_lines" ADD COLUMN "withdrawn" numeric(16, 4) DEFAULT '0' NOT NULL;--> statement-breakpoint
ALTER TABLE "order_lines" ADD COLUMN "unit" text;--> statement-breakpoint
ALTER TABLE "order_lines" ADD COLUMN "product_unit" text;--> statement-breakpoint
ALTER TABLE "order_lines" ADD COLUMN "odoo_product_unit_id" integer;--> statement-breakpoint
ALTER TABLE "order_lines" ADD COLUMN "unit_ratio" numeric DEFAULT '1';--> statement-breakpoint
CREATE INDEX "order_lines_odoo_product_idx" ON "order_lines" USING btree ("odoo_product_id");--> statement-breakpoint
-- Orders imported so far are read again by the next run: their lines learn what they are and in which unit.
DELETE FROM "cursors" WHERE "stream" IN ('sale.order', 'sale.order.line');
