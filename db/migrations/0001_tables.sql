CREATE TABLE "categories" (
	"id" uuid PRIMARY KEY NOT NULL,
	"parent_id" uuid,
	"name" text NOT NULL,
	"deleted_at" timestamp with time zone,
	"version" bigint DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "product_images" (
	"id" uuid PRIMARY KEY NOT NULL,
	"product_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"sha256" text NOT NULL,
	"sha1" text NOT NULL,
	"content_type" text NOT NULL,
	"size" integer NOT NULL,
	"width" integer,
	"height" integer,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "products" (
	"id" uuid PRIMARY KEY NOT NULL,
	"parent_id" uuid,
	"title" text NOT NULL,
	"description" text DEFAULT '' NOT NULL,
	"sku" text,
	"ean" text,
	"price" numeric(16, 4),
	"cost_price" numeric(16, 4),
	"category_id" uuid,
	"weight" numeric(14, 4),
	"length" numeric(14, 4),
	"width" numeric(14, 4),
	"height" numeric(14, 4),
	"volume" numeric(14, 6),
	"attributes" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"status" text DEFAULT 'active' NOT NULL,
	"stockable" text DEFAULT 'stored' NOT NULL,
	"tracking" text DEFAULT 'none' NOT NULL,
	"position" integer DEFAULT 0 NOT NULL,
	"deleted_at" timestamp with time zone,
	"version" bigint DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "products_not_own_parent" CHECK ("products"."parent_id" <> "products"."id")
);
--> statement-breakpoint
CREATE TABLE "stock_levels" (
	"id" uuid PRIMARY KEY NOT NULL,
	"product_id" uuid NOT NULL,
	"warehouse_id" uuid NOT NULL,
	"quantity" numeric(16, 4) DEFAULT '0' NOT NULL,
	"alert_threshold" numeric(16, 4),
	"version" bigint DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "warehouses" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"code" text NOT NULL,
	"is_default" boolean DEFAULT false NOT NULL,
	"archived_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "integrations" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"type" text NOT NULL,
	"enabled" boolean DEFAULT true NOT NULL,
	"config" jsonb NOT NULL,
	"api_key_encrypted" text NOT NULL,
	"api_key_set_at" timestamp with time zone DEFAULT now() NOT NULL,
	"api_key_expires_at" timestamp with time zone,
	"sync_config" jsonb NOT NULL,
	"default_warehouse_id" integer,
	"warehouse_ids" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"root_category_id" integer,
	"webhook_secret_encrypted" text NOT NULL,
	"previous_webhook_secret_encrypted" text,
	"previous_webhook_secret_until" timestamp with time zone,
	"setup_step" text,
	"connection" jsonb DEFAULT '{"state":"unknown"}'::jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "webhook_events" (
	"id" uuid PRIMARY KEY NOT NULL,
	"integration_id" uuid NOT NULL,
	"topic" text NOT NULL,
	"odoo_model" text NOT NULL,
	"odoo_id" integer NOT NULL,
	"digest" text NOT NULL,
	"status" text DEFAULT 'pending' NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"received_at" timestamp with time zone DEFAULT now() NOT NULL,
	"due_at" timestamp with time zone DEFAULT now() NOT NULL,
	"done_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "order_lines" (
	"id" uuid PRIMARY KEY NOT NULL,
	"order_id" uuid NOT NULL,
	"odoo_id" integer NOT NULL,
	"position" integer NOT NULL,
	"product_id" uuid,
	"odoo_product_id" integer,
	"name" text NOT NULL,
	"sku" text,
	"quantity" numeric(16, 4) NOT NULL,
	"delivered" numeric(16, 4) DEFAULT '0' NOT NULL,
	"unit_price" numeric(16, 4) NOT NULL,
	"discount" numeric(7, 4) DEFAULT '0' NOT NULL,
	"total_untaxed" numeric(16, 4) NOT NULL,
	"total" numeric(16, 4) NOT NULL
);
--> statement-breakpoint
CREATE TABLE "orders" (
	"id" uuid PRIMARY KEY NOT NULL,
	"integration_id" uuid NOT NULL,
	"odoo_id" integer NOT NULL,
	"number" text NOT NULL,
	"status" text NOT NULL,
	"odoo_state" text NOT NULL,
	"delivery_status" text,
	"customer_name" text NOT NULL,
	"customer_email" text,
	"customer_address" jsonb,
	"currency" text NOT NULL,
	"total_untaxed" numeric(16, 4) NOT NULL,
	"total" numeric(16, 4) NOT NULL,
	"ordered_at" timestamp with time zone NOT NULL,
	"expected_at" timestamp with time zone,
	"delivered_at" timestamp with time zone,
	"version" bigint DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "api_tokens" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"role" text NOT NULL,
	"token_hash" text NOT NULL,
	"hint" text NOT NULL,
	"created_by" uuid,
	"last_used_at" timestamp with time zone,
	"revoked_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "api_tokens_tokenHash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
CREATE TABLE "audit_events" (
	"id" uuid PRIMARY KEY NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"actor_kind" text NOT NULL,
	"actor_id" uuid,
	"actor_name" text NOT NULL,
	"action" text NOT NULL,
	"subject_kind" text NOT NULL,
	"subject_id" text,
	"details" jsonb DEFAULT '{}'::jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "idempotency_keys" (
	"key" text PRIMARY KEY NOT NULL,
	"request_hash" text NOT NULL,
	"done" boolean DEFAULT false NOT NULL,
	"status" integer,
	"body" jsonb,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sign_in_attempts" (
	"key" text PRIMARY KEY NOT NULL,
	"failures" integer DEFAULT 0 NOT NULL,
	"blocked_until" timestamp with time zone,
	"last_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "users" (
	"id" uuid PRIMARY KEY NOT NULL,
	"email" text NOT NULL,
	"name" text NOT NULL,
	"password_hash" text NOT NULL,
	"role" text NOT NULL,
	"locale" text DEFAULT 'fr' NOT NULL,
	"disabled_at" timestamp with time zone,
	"last_sign_in_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "conflicts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"integration_id" uuid NOT NULL,
	"run_id" uuid,
	"kind" text NOT NULL,
	"local_id" uuid,
	"odoo_model" text,
	"odoo_id" integer,
	"label" text DEFAULT '' NOT NULL,
	"field" text NOT NULL,
	"reason" text NOT NULL,
	"base_value" jsonb,
	"here_value" jsonb,
	"odoo_value" jsonb,
	"candidates" jsonb,
	"policy" text NOT NULL,
	"status" text DEFAULT 'open' NOT NULL,
	"choice" text,
	"chosen_value" jsonb,
	"settled_by" text,
	"settled_at" timestamp with time zone,
	"applied_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "cursors" (
	"integration_id" uuid NOT NULL,
	"stream" text NOT NULL,
	"watermark" text,
	"seen" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"swept_at" timestamp with time zone,
	"count" integer,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "cursors_integration_id_stream_pk" PRIMARY KEY("integration_id","stream")
);
--> statement-breakpoint
CREATE TABLE "links" (
	"id" uuid PRIMARY KEY NOT NULL,
	"integration_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"local_id" uuid NOT NULL,
	"odoo_model" text NOT NULL,
	"odoo_id" integer NOT NULL,
	"base" jsonb,
	"memo" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"odoo_write_date" text,
	"local_version" bigint,
	"origin" text NOT NULL,
	"source" text DEFAULT 'auto' NOT NULL,
	"odoo_deleted_at" timestamp with time zone,
	"last_synced_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "outbox" (
	"integration_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"local_id" uuid NOT NULL,
	"version" bigint DEFAULT 1 NOT NULL,
	"first_changed_at" timestamp with time zone DEFAULT now() NOT NULL,
	"changed_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "outbox_integration_id_kind_local_id_pk" PRIMARY KEY("integration_id","kind","local_id")
);
--> statement-breakpoint
CREATE TABLE "run_changes" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"run_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"local_id" uuid,
	"odoo_model" text,
	"odoo_id" integer,
	"label" text NOT NULL,
	"side" text NOT NULL,
	"action" text NOT NULL,
	"fields" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"undone_by" uuid
);
--> statement-breakpoint
CREATE TABLE "runs" (
	"id" uuid PRIMARY KEY NOT NULL,
	"integration_id" uuid NOT NULL,
	"trigger" text NOT NULL,
	"mode" text NOT NULL,
	"dry_run" boolean DEFAULT false NOT NULL,
	"kinds" jsonb,
	"status" text DEFAULT 'queued' NOT NULL,
	"progress" jsonb DEFAULT '{"phase":"queued","done":0,"total":null}'::jsonb NOT NULL,
	"counts" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"rpc_calls" integer DEFAULT 0 NOT NULL,
	"error" jsonb,
	"confirmed" boolean DEFAULT false NOT NULL,
	"undo_of" uuid,
	"cancel_requested_at" timestamp with time zone,
	"requested_by" text,
	"worker_id" text,
	"heartbeat_at" timestamp with time zone,
	"checkpoint" jsonb,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"started_at" timestamp with time zone,
	"finished_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "stock_links" (
	"integration_id" uuid NOT NULL,
	"product_id" uuid NOT NULL,
	"warehouse_id" uuid NOT NULL,
	"odoo_product_id" integer NOT NULL,
	"odoo_warehouse_id" integer NOT NULL,
	"base_quantity" numeric(16, 4),
	"base_threshold" numeric(16, 4),
	"orderpoint_id" integer,
	"pending" jsonb,
	"last_synced_at" timestamp with time zone,
	CONSTRAINT "stock_links_integration_id_product_id_warehouse_id_pk" PRIMARY KEY("integration_id","product_id","warehouse_id")
);
--> statement-breakpoint
CREATE TABLE "sync_errors" (
	"id" uuid PRIMARY KEY NOT NULL,
	"integration_id" uuid NOT NULL,
	"run_id" uuid,
	"kind" text NOT NULL,
	"local_id" uuid,
	"odoo_model" text,
	"odoo_id" integer,
	"label" text DEFAULT '' NOT NULL,
	"class" text NOT NULL,
	"code" text NOT NULL,
	"message" text NOT NULL,
	"params" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"attempts" integer DEFAULT 1 NOT NULL,
	"status" text DEFAULT 'open' NOT NULL,
	"first_seen_at" timestamp with time zone DEFAULT now() NOT NULL,
	"last_seen_at" timestamp with time zone DEFAULT now() NOT NULL,
	"next_retry_at" timestamp with time zone,
	"resolved_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "categories" ADD CONSTRAINT "categories_parent_id_categories_id_fk" FOREIGN KEY ("parent_id") REFERENCES "public"."categories"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "product_images" ADD CONSTRAINT "product_images_product_id_products_id_fk" FOREIGN KEY ("product_id") REFERENCES "public"."products"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "products" ADD CONSTRAINT "products_parent_id_products_id_fk" FOREIGN KEY ("parent_id") REFERENCES "public"."products"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "products" ADD CONSTRAINT "products_category_id_categories_id_fk" FOREIGN KEY ("category_id") REFERENCES "public"."categories"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stock_levels" ADD CONSTRAINT "stock_levels_product_id_products_id_fk" FOREIGN KEY ("product_id") REFERENCES "public"."products"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stock_levels" ADD CONSTRAINT "stock_levels_warehouse_id_warehouses_id_fk" FOREIGN KEY ("warehouse_id") REFERENCES "public"."warehouses"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhook_events" ADD CONSTRAINT "webhook_events_integration_id_integrations_id_fk" FOREIGN KEY ("integration_id") REFERENCES "public"."integrations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_lines" ADD CONSTRAINT "order_lines_order_id_orders_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."orders"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_lines" ADD CONSTRAINT "order_lines_product_id_products_id_fk" FOREIGN KEY ("product_id") REFERENCES "public"."products"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "orders_integration_id_integrations_id_fk" FOREIGN KEY ("integration_id") REFERENCES "public"."integrations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "api_tokens" ADD CONSTRAINT "api_tokens_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conflicts" ADD CONSTRAINT "conflicts_integration_id_integrations_id_fk" FOREIGN KEY ("integration_id") REFERENCES "public"."integrations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cursors" ADD CONSTRAINT "cursors_integration_id_integrations_id_fk" FOREIGN KEY ("integration_id") REFERENCES "public"."integrations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "links" ADD CONSTRAINT "links_integration_id_integrations_id_fk" FOREIGN KEY ("integration_id") REFERENCES "public"."integrations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "outbox" ADD CONSTRAINT "outbox_integration_id_integrations_id_fk" FOREIGN KEY ("integration_id") REFERENCES "public"."integrations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "run_changes" ADD CONSTRAINT "run_changes_run_id_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."runs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "runs" ADD CONSTRAINT "runs_integration_id_integrations_id_fk" FOREIGN KEY ("integration_id") REFERENCES "public"."integrations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stock_links" ADD CONSTRAINT "stock_links_integration_id_integrations_id_fk" FOREIGN KEY ("integration_id") REFERENCES "public"."integrations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stock_links" ADD CONSTRAINT "stock_links_product_id_products_id_fk" FOREIGN KEY ("product_id") REFERENCES "public"."products"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stock_links" ADD CONSTRAINT "stock_links_warehouse_id_warehouses_id_fk" FOREIGN KEY ("warehouse_id") REFERENCES "public"."warehouses"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sync_errors" ADD CONSTRAINT "sync_errors_integration_id_integrations_id_fk" FOREIGN KEY ("integration_id") REFERENCES "public"."integrations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "categories_parent_idx" ON "categories" USING btree ("parent_id");--> statement-breakpoint
CREATE INDEX "categories_name_key_idx" ON "categories" USING btree (text_key("name"));--> statement-breakpoint
CREATE UNIQUE INDEX "product_images_sha_key" ON "product_images" USING btree ("product_id","sha256");--> statement-breakpoint
CREATE INDEX "product_images_position_idx" ON "product_images" USING btree ("product_id","position");--> statement-breakpoint
CREATE INDEX "products_parent_idx" ON "products" USING btree ("parent_id");--> statement-breakpoint
CREATE INDEX "products_category_idx" ON "products" USING btree ("category_id","id");--> statement-breakpoint
CREATE INDEX "products_updated_idx" ON "products" USING btree ("updated_at","id");--> statement-breakpoint
CREATE INDEX "products_sku_idx" ON "products" USING btree ("sku");--> statement-breakpoint
CREATE INDEX "products_ean_idx" ON "products" USING btree ("ean");--> statement-breakpoint
CREATE INDEX "products_search_idx" ON "products" USING gin (search_key("title", "sku", "ean") gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "products_list_idx" ON "products" USING btree (text_key("title"),"id") WHERE "products"."parent_id" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "stock_levels_key" ON "stock_levels" USING btree ("product_id","warehouse_id");--> statement-breakpoint
CREATE INDEX "stock_levels_warehouse_idx" ON "stock_levels" USING btree ("warehouse_id");--> statement-breakpoint
CREATE INDEX "webhook_events_due_idx" ON "webhook_events" USING btree ("integration_id","status","due_at");--> statement-breakpoint
CREATE INDEX "webhook_events_digest_idx" ON "webhook_events" USING btree ("integration_id","digest","received_at");--> statement-breakpoint
CREATE UNIQUE INDEX "webhook_events_pending_key" ON "webhook_events" USING btree ("integration_id","digest") WHERE "webhook_events"."status" = 'pending';--> statement-breakpoint
CREATE INDEX "order_lines_order_idx" ON "order_lines" USING btree ("order_id","position");--> statement-breakpoint
CREATE INDEX "order_lines_product_idx" ON "order_lines" USING btree ("product_id");--> statement-breakpoint
CREATE INDEX "orders_date_idx" ON "orders" USING btree ("ordered_at","id");--> statement-breakpoint
CREATE INDEX "orders_status_idx" ON "orders" USING btree ("status","ordered_at");--> statement-breakpoint
CREATE INDEX "orders_odoo_idx" ON "orders" USING btree ("integration_id","odoo_id");--> statement-breakpoint
CREATE UNIQUE INDEX "users_email_key" ON "users" USING btree (lower("email"));--> statement-breakpoint
CREATE UNIQUE INDEX "conflicts_open_key" ON "conflicts" USING btree ("integration_id","kind",coalesce("local_id"::text, ''),coalesce("odoo_id", 0),"field") WHERE "conflicts"."status" = 'open';--> statement-breakpoint
CREATE INDEX "conflicts_list_idx" ON "conflicts" USING btree ("status","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "links_local_key" ON "links" USING btree ("integration_id","kind","local_id");--> statement-breakpoint
CREATE UNIQUE INDEX "links_odoo_key" ON "links" USING btree ("integration_id","odoo_model","odoo_id");--> statement-breakpoint
CREATE INDEX "links_local_idx" ON "links" USING btree ("local_id");--> statement-breakpoint
CREATE INDEX "outbox_changed_idx" ON "outbox" USING btree ("integration_id","changed_at");--> statement-breakpoint
CREATE INDEX "run_changes_run_idx" ON "run_changes" USING btree ("run_id","id");--> statement-breakpoint
CREATE INDEX "run_changes_local_idx" ON "run_changes" USING btree ("local_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "runs_one_running_key" ON "runs" USING btree ("integration_id") WHERE "runs"."status" = 'running';--> statement-breakpoint
CREATE UNIQUE INDEX "runs_one_queued_key" ON "runs" USING btree ("integration_id","dry_run") WHERE "runs"."status" = 'queued';--> statement-breakpoint
CREATE INDEX "runs_created_idx" ON "runs" USING btree ("integration_id","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "sync_errors_key" ON "sync_errors" USING btree ("integration_id","kind",coalesce("local_id"::text, ''),coalesce("odoo_model", ''),coalesce("odoo_id", 0),"code") WHERE "sync_errors"."status" <> 'resolved';--> statement-breakpoint
CREATE INDEX "sync_errors_list_idx" ON "sync_errors" USING btree ("status","last_seen_at");--> statement-breakpoint
CREATE INDEX "sync_errors_retry_idx" ON "sync_errors" USING btree ("integration_id","status","next_retry_at");