CREATE TABLE "left_out" (
	"id" uuid PRIMARY KEY NOT NULL,
	"integration_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"odoo_model" text NOT NULL,
	"odoo_id" integer NOT NULL,
	"local_id" uuid NOT NULL,
	"label" text NOT NULL,
	"ties" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"undo_id" uuid NOT NULL,
	"left_out_by" text,
	"left_out_at" timestamp with time zone DEFAULT now() NOT NULL,
	"brought_back_at" timestamp with time zone
);
--> statement-breakpoint
DROP INDEX "runs_one_queued_key";--> statement-breakpoint
ALTER TABLE "left_out" ADD CONSTRAINT "left_out_integration_id_integrations_id_fk" FOREIGN KEY ("integration_id") REFERENCES "public"."integrations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "left_out_odoo_key" ON "left_out" USING btree ("integration_id","odoo_model","odoo_id");--> statement-breakpoint
CREATE INDEX "left_out_local_idx" ON "left_out" USING btree ("local_id");--> statement-breakpoint
CREATE UNIQUE INDEX "runs_one_undo_key" ON "runs" USING btree ("undo_of") WHERE "runs"."status" in ('queued', 'running');--> statement-breakpoint
CREATE UNIQUE INDEX "runs_one_queued_key" ON "runs" USING btree ("integration_id","dry_run") WHERE "runs"."status" = 'queued' and "runs"."undo_of" is null;