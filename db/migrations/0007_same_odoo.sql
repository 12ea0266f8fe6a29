CREATE TABLE "origins" (
	"local_id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"integration_id" uuid NOT NULL
);
--> statement-breakpoint
ALTER TABLE "integrations" ADD COLUMN "started_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "integrations" ADD COLUMN "identity" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "links" ADD COLUMN "odoo_create_date" text;--> statement-breakpoint
ALTER TABLE "links" ADD COLUMN "odoo_seen_date" text;--> statement-breakpoint
ALTER TABLE "links" ADD COLUMN "prevails" text;--> statement-breakpoint
ALTER TABLE "stock_links" ADD COLUMN "prevails" text;
--> statement-breakpoint
-- What is set up already goes on as it did: only integrations made from now on wait for their first run to be asked for.
UPDATE "integrations" SET "started_at" = coalesce(
  (SELECT min("created_at") FROM "runs" WHERE "runs"."integration_id" = "integrations"."id" AND NOT "runs"."dry_run"),
  CASE WHEN "setup_step" IS NULL THEN "created_at" END
);
--> statement-breakpoint
INSERT INTO "origins" ("local_id", "kind", "integration_id")
SELECT DISTINCT ON ("local_id") "local_id", "kind", "integration_id" FROM "links"
WHERE "origin" = 'odoo' AND "kind" IN ('product', 'category') ORDER BY "local_id", "created_at"
ON CONFLICT DO NOTHING;
