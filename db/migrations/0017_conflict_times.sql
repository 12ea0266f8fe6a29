ALTER TABLE "conflicts" ADD COLUMN "here_changed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "conflicts" ADD COLUMN "odoo_changed_at" timestamp with time zone;