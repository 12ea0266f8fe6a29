CREATE TABLE "run_differences" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"run_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"local_id" uuid,
	"odoo_model" text,
	"odoo_id" integer,
	"label" text NOT NULL,
	"field" text,
	"missing" text,
	"here_value" jsonb,
	"odoo_value" jsonb,
	"outlook" text NOT NULL
);
--> statement-breakpoint
DROP INDEX "runs_one_queued_key";--> statement-breakpoint
ALTER TABLE "webhook_events" ADD COLUMN "body" text;--> statement-breakpoint
ALTER TABLE "webhook_events" ADD COLUMN "deliveries" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "webhook_events" ADD COLUMN "run_id" uuid;--> statement-breakpoint
ALTER TABLE "runs" ADD COLUMN "purpose" text DEFAULT 'sync' NOT NULL;--> statement-breakpoint
ALTER TABLE "runs" ADD COLUMN "comparison" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "run_differences" ADD CONSTRAINT "run_differences_run_id_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."runs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "run_differences_run_idx" ON "run_differences" USING btree ("run_id","id");--> statement-breakpoint
CREATE INDEX "webhook_events_list_idx" ON "webhook_events" USING btree ("integration_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "runs_one_queued_key" ON "runs" USING btree ("integration_id","dry_run","purpose") WHERE "runs"."status" = 'queued' and "runs"."undo_of" is null;