ALTER TABLE "runs" ADD COLUMN "rpc" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "runs" ADD COLUMN "isolated" boolean DEFAULT false NOT NULL;