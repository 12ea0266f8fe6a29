CREATE TABLE "odoo_databases" (
	"integration_id" uuid PRIMARY KEY NOT NULL,
	"uuid" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "origins" ADD COLUMN "odoo_id" integer;--> statement-breakpoint
ALTER TABLE "origins" ADD COLUMN "odoo_create_date" text;--> statement-breakpoint
UPDATE "origins" o SET "odoo_id" = l."odoo_id", "odoo_create_date" = l."odoo_create_date" FROM "links" l
WHERE l."integration_id" = o."integration_id" AND l."local_id" = o."local_id" AND l."kind" = o."kind";
