CREATE TABLE "edit_rows" (
	"edit_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"action" text NOT NULL,
	"product_id" uuid,
	"label" text DEFAULT '' NOT NULL,
	"change" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"before" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"problems" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"outcome" text,
	CONSTRAINT "edit_rows_edit_id_position_pk" PRIMARY KEY("edit_id","position")
);
--> statement-breakpoint
CREATE TABLE "edits" (
	"id" uuid PRIMARY KEY NOT NULL,
	"source" text NOT NULL,
	"subject" text NOT NULL,
	"status" text DEFAULT 'reading' NOT NULL,
	"name" text DEFAULT '' NOT NULL,
	"options" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"actor" jsonb NOT NULL,
	"failure" jsonb,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"confirmed_at" timestamp with time zone,
	"finished_at" timestamp with time zone,
	"heartbeat_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "edit_rows" ADD CONSTRAINT "edit_rows_edit_id_edits_id_fk" FOREIGN KEY ("edit_id") REFERENCES "public"."edits"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "edit_rows_action_idx" ON "edit_rows" USING btree ("edit_id","action","position");--> statement-breakpoint
CREATE INDEX "edit_rows_outcome_idx" ON "edit_rows" USING btree ("edit_id","outcome","position");--> statement-breakpoint
CREATE INDEX "edits_created_idx" ON "edits" USING btree ("created_at","id");