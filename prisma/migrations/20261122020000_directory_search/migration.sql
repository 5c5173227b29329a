-- What the directory's lists are ordered and searched by. Collation "C" makes one index serve three things:
-- the order, the cursor and "begins with". All are expressions, which schema.prisma leaves alone.

-- People, by e-mail. Who has none stands first: they can't sign in until somebody gives them one.
CREATE INDEX "users_by_email" ON "users" ((coalesce("email", '')) COLLATE "C", "id");
CREATE INDEX "users_by_name" ON "users" ((lower("name")) COLLATE "C");
CREATE INDEX "users_by_last_name" ON "users" ((lower("last_name")) COLLATE "C");

CREATE INDEX "organizations_by_name" ON "organizations" ((lower("name")) COLLATE "C", "id");
CREATE INDEX "organizations_by_slug" ON "organizations" ((lower("slug")) COLLATE "C");
CREATE INDEX "organization_domains_by_domain" ON "organization_domains" ((lower("domain")) COLLATE "C");

CREATE INDEX "connections_by_name" ON "connections" ((lower("name")) COLLATE "C", "id");
CREATE INDEX "directories_by_name" ON "directories" ((lower("name")) COLLATE "C", "id");

CREATE INDEX "directory_users_by_user_name"
  ON "directory_users" ("directory_id", (lower("user_name")) COLLATE "C", "id");
CREATE INDEX "directory_groups_by_name" ON "directory_groups" ("directory_id", (lower("name")) COLLATE "C", "id");

-- "What happened to this person?": the log by what it wrote.
CREATE INDEX "import_log_by_target" ON "import_log" ("target_id", "import_id", "seq") WHERE "target_id" IS NOT NULL;
