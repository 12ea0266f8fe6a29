ALTER TABLE "categories" ADD COLUMN "edited_by" text;--> statement-breakpoint
ALTER TABLE "stock_levels" ADD COLUMN "edited_by" text;