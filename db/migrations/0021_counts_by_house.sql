DROP INDEX "conflicts_open_key";--> statement-breakpoint
DROP INDEX "sync_errors_key";--> statement-breakpoint
ALTER TABLE "conflicts" ADD COLUMN "warehouse_id" uuid;--> statement-breakpoint
ALTER TABLE "sync_errors" ADD COLUMN "warehouse_id" uuid;--> statement-breakpoint
CREATE UNIQUE INDEX "conflicts_open_key" ON "conflicts" USING btree ("integration_id","kind",coalesce("local_id"::text, ''),coalesce("odoo_id", 0),"field",coalesce("warehouse_id"::text, '')) WHERE "conflicts"."status" = 'open';--> statement-breakpoint
CREATE UNIQUE INDEX "sync_errors_key" ON "sync_errors" USING btree ("integration_id","kind",coalesce("local_id"::text, ''),coalesce("odoo_model", ''),coalesce("odoo_id", 0),"code",coalesce("warehouse_id"::text, '')) WHERE "sync_errors"."status" <> 'resolved';