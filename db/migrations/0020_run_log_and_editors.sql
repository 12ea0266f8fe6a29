CREATE TABLE "run_log" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"run_id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"level" text NOT NULL,
	"event" text NOT NULL,
	"kind" text,
	"local_id" uuid,
	"odoo_model" text,
	"odoo_ids" integer[],
	"label" text,
	"method" text,
	"duration_ms" integer,
	"code" text,
	"params" jsonb DEFAULT '{}'::jsonb NOT NULL
);
--> statement-breakpoint
ALTER TABLE "products" ADD COLUMN "edited_by" text;--> statement-breakpoint
ALTER TABLE "conflicts" ADD COLUMN "here_changed_by" text;--> statement-breakpoint
ALTER TABLE "conflicts" ADD COLUMN "odoo_changed_by" text;--> statement-breakpoint
ALTER TABLE "run_log" ADD CONSTRAINT "run_log_run_id_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."runs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "run_log_run_idx" ON "run_log" USING btree ("run_id","id");--> statement-breakpoint
CREATE INDEX "run_log_at_idx" ON "run_log" USING btree ("at");