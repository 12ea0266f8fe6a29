ALTER TABLE "integrations" ADD COLUMN "frame" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "links" ADD COLUMN "out_of_reach_since" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "runs" ADD COLUMN "notices" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
CREATE INDEX "links_out_of_reach_idx" ON "links" USING btree ("integration_id") WHERE "links"."out_of_reach_since" is not null;