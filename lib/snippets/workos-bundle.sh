#!/usr/bin/env bash
# Builds workos.json from the WorkOS API. Needs bash, curl 7.71 or newer, and jq.
# The API key (read access is enough) comes from WORKOS_API_KEY; without it the script asks.
set -euo pipefail
umask 077

api="${WORKOS_API_URL:-https://api.workos.com}"
out="${1:-workos.json}"
if [ -z "${WORKOS_API_KEY:-}" ]; then
  printf 'WorkOS API key (sk_…): ' >&2
  read -rs WORKOS_API_KEY && echo >&2
fi

work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
# curl reads the key from this file: as an argument, every user of this machine could see it in `ps`.
printf 'header = "Authorization: Bearer %s"\n' "$WORKOS_API_KEY" > "$work/curl.conf"

fail() { echo "$1" >&2; exit 1; }

# get PATH: the answer goes to $work/page, the HTTP status to $status. curl waits and tries again
# after 429 (as long as Retry-After says), 5xx and dropped connections.
get() {
  status="$(curl --silent --show-error --config "$work/curl.conf" --retry 8 --retry-all-errors \
    --max-time 120 --output "$work/page" --write-out '%{http_code}' "$api$1")" ||
    fail "$1: no answer from $api. Try again later: nothing was written."
  case "$status" in
    200 | 403 | 404) ;;
    401) fail "WorkOS refuses the API key. Check that it is whole, and of the right environment." ;;
    *) fail "$1: WorkOS answers $status: $(head -c 300 "$work/page")" ;;
  esac
}

# pull KEY PATH [FILTER]: appends every record of a list, page by page, to $work/KEY.jsonl, each
# passed through a jq filter. Fails when WorkOS has no such list for this key: it is then left out.
pull() {
  local key="$1" path="$2" filter="${3:-.}" after="" first
  : > "$work/seen"
  while :; do
    get "$path${after:+&after=$after}"
    if [ "$status" != 200 ]; then
      echo "$key: left out, WorkOS answers $status to ${path%%[?]*}" >&2
      return 1
    fi
    first="$(jq -r '.data[0].id // ""' "$work/page")"
    # A server that does not know a cursor starts again at page 1: without this the loop never ends.
    if [ -n "$first" ] && grep -qxF "first $first" "$work/seen"; then
      echo "$key: WorkOS repeats itself after $after; stopped there" >&2
      break
    fi
    echo "first $first" >> "$work/seen"
    jq -c ".data[] | $filter" "$work/page" >> "$work/$key.jsonl" || fail "$path: not a list: $(head -c 300 "$work/page")"
    after="$(jq -r '.list_metadata.after // ""' "$work/page")"
    if [ -z "$after" ] || grep -qxF "after $after" "$work/seen"; then break; fi
    echo "after $after" >> "$work/seen"
  done
}

ids() { if [ -e "$work/$1.jsonl" ]; then jq -r '.id' "$work/$1.jsonl"; fi; }
count() { if [ -e "$work/$1.jsonl" ]; then echo "$1: $(($(wc -l < "$work/$1.jsonl")))" >&2; fi; }

# pull_each PARENTS KEY PATH: the list once for every parent, whose id takes the place of ID. Gives up
# when the first cannot be read; one that is gone meanwhile is only left out.
pull_each() {
  local id
  for id in $(ids "$1"); do
    pull "$2" "${3//ID/$id}" || [ -e "$work/$2.jsonl" ] || break
  done
}

# Oldest first: what is created meanwhile lands on a later page, not on one already read.
page="limit=100&order=asc"
pull users "/user_management/users?$page" || true
count users
pull organizations "/organizations?$page" || true
count organizations

# Memberships are listed per organization, and only active ones unless the others are named.
pull_each organizations organization_memberships \
  "/user_management/organization_memberships?$page&statuses=active,inactive,pending&organization_id=ID"
count organization_memberships

pull sso_connections "/connections?$page" || true
count sso_connections
pull directories "/directories?$page" || true
count directories
pull_each directories directory_users "/directory_users?$page&directory=ID"
count directory_users
pull_each directories directory_groups "/directory_groups?$page&directory=ID"
count directory_groups
pull invitations "/user_management/invitations?$page" || true
count invitations

# The environment's roles, then those that organizations made for themselves. Not paged.
if pull roles "/authorization/roles?"; then
  for organization in $(ids organizations); do
    pull roles "/authorization/organizations/$organization/roles?" \
      "select(.type == \"OrganizationRole\") | .organization_id = \"$organization\"" || break
  done
fi
count roles

# Lists go into the file as they are: nothing is held in memory, whatever the size.
{
  separator="{"
  for key in users organizations organization_memberships sso_connections directories \
    directory_users directory_groups invitations roles; do
    [ -e "$work/$key.jsonl" ] || continue
    printf '%s\n"%s": [\n' "$separator" "$key"
    sed '$!s/$/,/' "$work/$key.jsonl"
    printf ']'
    separator=","
  done
  [ "$separator" = "," ] || fail "The API key can read nothing that belongs in a bundle."
  printf '\n}\n'
} > "$work/bundle"
mv "$work/bundle" "$out"
echo "Wrote $out ($(($(wc -c < "$out"))) bytes)." >&2
