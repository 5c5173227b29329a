/**
 * What happened, or would happen, to memberships, as rows of
 * (organization_id, member_id, user_id, change, from_value, to_value, reason, source_keys): one row a change, so a
 * membership whose role and status both change has two. `$1` is the import's id.
 */

/** Of an import that was applied: from its journal. */
export const appliedChanges = `
  WITH journal AS MATERIALIZED (
    SELECT seq, target_table, target_id, action, before, after FROM import_journal
    WHERE import_id = $1 AND target_table IN ('members', 'users')
  ), new_people AS (SELECT target_id AS id FROM journal WHERE target_table = 'users' AND action = 'insert'),
  lost_people AS (SELECT target_id AS id FROM journal WHERE target_table = 'users' AND action = 'delete'),
  merged_people AS (
    SELECT target_id AS id FROM import_log
    WHERE import_id = $1 AND kind = 'user' AND result = 'removed' AND code = 'merged_into_other'
  ), whole AS (
    SELECT target_id AS member_id, action, COALESCE(after, before) AS image FROM journal
    WHERE target_table = 'members' AND action <> 'update'
  ), columns AS (
    -- Of several updates of one row: the first before, the last after.
    SELECT target_id AS member_id, key, (array_agg(b.value ORDER BY seq))[1] AS before,
      (array_agg(after -> key ORDER BY seq DESC))[1] AS after
    FROM journal CROSS JOIN LATERAL jsonb_each(before) b
    WHERE target_table = 'members' AND action = 'update' GROUP BY target_id, key
  ), changed AS (
    -- A row that has gone since is as the import that removed it found it.
    SELECT c.*, COALESCE(m.organization_id, gone.image ->> 'organization_id') AS organization_id,
      COALESCE(m.user_id, gone.image ->> 'user_id') AS user_id,
      COALESCE(m.source_keys, ARRAY(SELECT jsonb_array_elements_text(gone.image -> 'source_keys'))) AS source_keys
    FROM columns c LEFT JOIN members m ON m.id = c.member_id
    LEFT JOIN LATERAL (
      SELECT j.before AS image FROM import_journal j
      WHERE m.id IS NULL AND j.target_table = 'members' AND j.action = 'delete' AND j.target_id = c.member_id LIMIT 1
    ) gone ON true
  )
  SELECT image ->> 'organization_id' AS organization_id, member_id, image ->> 'user_id' AS user_id,
    CASE action WHEN 'insert' THEN 'joined' ELSE 'left' END AS change,
    CASE action WHEN 'delete' THEN image ->> 'role' END AS from_value,
    CASE action WHEN 'insert' THEN image ->> 'role' END AS to_value,
    CASE
      WHEN action = 'insert' THEN CASE WHEN p.id IS NULL THEN 'known_person' ELSE 'new_person' END
      WHEN g.id IS NOT NULL THEN 'merged'
      WHEN l.id IS NOT NULL THEN 'person_gone' ELSE 'membership_gone'
    END AS reason,
    ARRAY(SELECT jsonb_array_elements_text(image -> 'source_keys')) AS source_keys
  FROM whole
  LEFT JOIN new_people p ON p.id = image ->> 'user_id'
  LEFT JOIN lost_people l ON l.id = image ->> 'user_id'
  LEFT JOIN merged_people g ON g.id = image ->> 'user_id'
  UNION ALL
  SELECT organization_id, member_id, user_id, CASE key WHEN 'user_id' THEN 'merged' WHEN 'source_keys' THEN 'sources' ELSE key END,
    before #>> '{}', after #>> '{}', CASE key WHEN 'user_id' THEN 'merged' END, source_keys
  FROM changed WHERE key IN ('role', 'status', 'user_id', 'source_keys')`;

/** Of an import in review: from its comparison with the directory, which keeps the first 5,000 changes of each sort. */
export const plannedChanges = `
  WITH items AS MATERIALIZED (
    SELECT kind, action, target_id, source_id, changes FROM diff_items
    WHERE import_id = $1 AND (kind = 'membership' OR (kind = 'user' AND action = 'gone'))
  ), lost_people AS (SELECT target_id AS id FROM items WHERE kind = 'user')
  SELECT changes #>> '{organization_id,1}' AS organization_id, target_id AS member_id,
    changes #>> '{user_id,1}' AS user_id, 'joined' AS change, NULL AS from_value, changes #>> '{role,1}' AS to_value,
    CASE WHEN changes #>> '{user_id,1}' IS NULL THEN 'new_person' ELSE 'known_person' END AS reason,
    ARRAY['workos:' || source_id] AS source_keys
  FROM items WHERE kind = 'membership' AND action = 'create'
  UNION ALL
  SELECT m.organization_id, m.id, m.user_id, 'left', m.role, NULL,
    CASE WHEN l.id IS NULL THEN 'membership_gone' ELSE 'person_gone' END, m.source_keys
  FROM items i JOIN members m ON m.id = i.target_id LEFT JOIN lost_people l ON l.id = m.user_id
  WHERE i.kind = 'membership' AND i.action = 'gone'
  UNION ALL
  SELECT m.organization_id, m.id, m.user_id, CASE c.key WHEN 'source_keys' THEN 'sources' ELSE c.key END,
    c.value #>> '{0}', c.value #>> '{1}', NULL, m.source_keys
  FROM items i JOIN members m ON m.id = i.target_id CROSS JOIN LATERAL jsonb_each(i.changes) c
  WHERE i.kind = 'membership' AND i.action = 'update' AND c.key IN ('role', 'status', 'source_keys')`;
