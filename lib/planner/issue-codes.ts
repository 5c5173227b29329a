/**
 * Every issue the plan, the diff or the apply can raise: severity, what it is, what to do.
 * UI, CLI and docs read them from here. Codes are stable: scripts filter by them.
 *
 * - `blocker`: the import can't be confirmed until a decision resolves it or the record is excluded.
 * - `warning`: something is lost, left out or needs work afterwards.
 * - `info`: worth knowing; nothing to do.
 */
export type IssueSeverity = "blocker" | "warning" | "info";

type IssueCodeEntry = { severity: IssueSeverity; title: string; whatToDo: string };

export const issueCodes = {
  access_widened: {
    severity: "blocker",
    title: "The plan would give somebody access they did not have",
    whatToDo: "This is a defect of the planner: stop, keep the bundle, and report it.",
  },
  membership_role_undecided: {
    severity: "blocker",
    title: "Two different custom roles meet in one membership",
    whatToDo:
      "Choose the role this person shall have in this organization, or map one of the roles in the role table.",
  },
  target_user_unverified: {
    severity: "blocker",
    title: "The directory already has this address, unverified",
    whatToDo: "Adopt the existing person if you know who made it, or exclude this user from the import.",
  },
  duplicate_record: {
    severity: "warning",
    title: "One source id, several different records",
    whatToDo: "The newest was taken. Check that the bundle's files come from one point in time.",
  },
  probably_first_page_only: {
    severity: "warning",
    title: "This list is probably not whole",
    whatToDo:
      "Pull again, or export again with `authio export workos` or a script from step 1, which follow every page. What the list lacks is not taken for removed.",
  },
  user_without_email: {
    severity: "warning",
    title: "User without a usable e-mail address",
    whatToDo: "Give the user an address at the source and export again; until then this row stays behind.",
  },
  user_unverified_duplicate: {
    severity: "warning",
    title: "An unverified row shares its address with other rows",
    whatToDo: "Look at the merge: hold the row if you do not know who made it.",
  },
  merge_undecided: {
    severity: "warning",
    title: "Memberships of unverified duplicates are held",
    whatToDo: "Decide the group: merge brings the memberships along, hold leaves them out.",
  },
  merge_field_conflict: {
    severity: "info",
    title: "Merged rows disagree on a field",
    whatToDo: "The survivor's value is used; every value stays on the person's sources.",
  },
  identity_dropped_unverified: {
    severity: "info",
    title: "Sign-in identity of an unverified row is not brought along",
    whatToDo: "Nothing. The person links it again at the next sign-in, once the address is proven.",
  },
  mfa_dropped_unverified: {
    severity: "info",
    title: "MFA flag of an unverified row is not brought along",
    whatToDo: "Nothing. The person enrolls again after proving the address.",
  },
  identity_conflict: {
    severity: "warning",
    title: "One sign-in identity belongs to two people",
    whatToDo: "It was left out for both: they sign in by magic link and link it again.",
  },
  split_without_address: {
    severity: "warning",
    title: "A split person has no address",
    whatToDo: "Set an address in the merge; without one this person can't sign in.",
  },
  split_address_taken: {
    severity: "blocker",
    title: "The address given to a split person belongs to somebody else",
    whatToDo: "Give the split row an address that nobody in this import has.",
  },
  decision_without_record: {
    severity: "warning",
    title: "A decision names something this snapshot does not have",
    whatToDo: "Remove the decision, or check that it belongs to this bundle.",
  },
  slug_taken: {
    severity: "blocker",
    title: "Two organizations were given one slug",
    whatToDo: "Choose another slug for one of them.",
  },
  organization_without_name: {
    severity: "warning",
    title: "Organization without a name",
    whatToDo: "Its source id stands in for the name; rename it at the source and run again.",
  },
  domain_shared: {
    severity: "warning",
    title: "One domain on several organizations",
    whatToDo: "It routes nobody until you decide whose it is: remove it from the others at the source.",
  },
  domain_invalid: {
    severity: "warning",
    title: "Not a domain name",
    whatToDo: "It was left out. Correct it at the source and run again.",
  },
  role_custom: {
    severity: "info",
    title: "Custom role kept",
    whatToDo: "Map it to owner, admin or member in the role table if it means the same.",
  },
  membership_role_conflict: {
    severity: "warning",
    title: "Merged memberships had different roles",
    whatToDo: "Check that the role which was kept is the right one.",
  },
  membership_without_user: {
    severity: "warning",
    title: "Membership of a user who is not in the snapshot",
    whatToDo: "Export users and memberships together; this membership stays behind.",
  },
  membership_without_organization: {
    severity: "warning",
    title: "Membership in an organization that is not in the snapshot",
    whatToDo: "Export organizations and memberships together; this membership stays behind.",
  },
  user_without_membership: {
    severity: "info",
    title: "User in no organization",
    whatToDo: "Nothing: the person is imported and can be invited later.",
  },
  connection_metadata_missing: {
    severity: "warning",
    title: "SSO connection lacks what its IdP must tell",
    whatToDo:
      "Ask the organization's admin for the missing values (or the metadata XML) and give them the new ACS URL and SP entity ID.",
  },
  connection_needs_new_acs: {
    severity: "warning",
    title: "SSO connection must be pointed at Authio",
    whatToDo: "Send the organization's admin the new ACS URL and SP entity ID (redirect URI for OIDC).",
  },
  connection_metadata_invalid: {
    severity: "warning",
    title: "The IdP metadata could not be read",
    whatToDo:
      "Ask the organization's admin for the metadata file again; what could be read elsewhere is kept.",
  },
  connection_certificate_invalid: {
    severity: "warning",
    title: "A signing certificate could not be read",
    whatToDo: "Ask the organization's admin for the certificate in PEM form.",
  },
  connection_not_enterprise: {
    severity: "info",
    title: "Not an enterprise SSO connection",
    whatToDo:
      "Nothing to re-create: social sign-in, magic links and test providers are set up in Authio itself.",
  },
  connection_without_organization: {
    severity: "warning",
    title: "SSO connection without an organization in the snapshot",
    whatToDo: "Export organizations and connections together; this connection stays behind.",
  },
  directory_needs_new_token: {
    severity: "warning",
    title: "SCIM directory needs a new bearer token",
    whatToDo: "Make a token in Authio and set it, with the new SCIM base URL, in the IdP's connector.",
  },
  directory_not_scim: {
    severity: "warning",
    title: "Directory that does not speak SCIM",
    whatToDo: "Imported as manual: choose how its people shall be kept up to date.",
  },
  directory_without_organization: {
    severity: "warning",
    title: "Directory without an organization in the snapshot",
    whatToDo: "It stays behind. Link it to an organization at the source and export again.",
  },
  directory_group_large: {
    severity: "warning",
    title: "Group with more than 1,000 members",
    whatToDo:
      "SCIM clients that list whole groups may time out on it; split the group at the IdP if you can.",
  },
  directory_record_without_directory: {
    severity: "warning",
    title: "Directory user or group of a directory that is not in the snapshot",
    whatToDo: "Export directories together with their users and groups; this record stays behind.",
  },
  directory_user_name_conflict: {
    severity: "info",
    title: "Two users of one directory have one user name",
    whatToDo: "They were told apart; the IdP's first sync sets the names right.",
  },
  invitation_without_organization: {
    severity: "warning",
    title: "Invitation to an organization that is not in the snapshot",
    whatToDo: "It stays behind: invite the person again.",
  },
  invitation_not_pending: {
    severity: "info",
    title: "Invitation that is no longer pending",
    whatToDo: "Nothing: accepted, expired and revoked invitations are not moved.",
  },
  invitation_without_email: {
    severity: "warning",
    title: "Invitation without a usable address",
    whatToDo: "It stays behind: invite the person again.",
  },
  factor_without_user: {
    severity: "info",
    title: "MFA factor or identity of a user who is not in the snapshot",
    whatToDo: "Nothing: it stays behind with its user.",
  },
  email_taken: {
    severity: "warning",
    title: "The address belongs to another person of the directory",
    whatToDo:
      "This record fails until one of the two has another address; decide at the source, then run again.",
  },
  identity_taken: {
    severity: "warning",
    title: "The sign-in identity belongs to another person of the directory",
    whatToDo: "This record fails; the person links the identity again at the next sign-in.",
  },
  user_not_imported: {
    severity: "warning",
    title: "Skipped: its person is not in the directory",
    whatToDo: "See why the person failed, then run the import again.",
  },
  organization_not_imported: {
    severity: "warning",
    title: "Skipped: its organization is not in the directory",
    whatToDo: "See why the organization failed, then run the import again.",
  },
  directory_not_imported: {
    severity: "warning",
    title: "Skipped: its SCIM directory is not in the directory",
    whatToDo: "See why the SCIM directory failed, then run the import again.",
  },
  database_refused: {
    severity: "warning",
    title: "The database refused the record",
    whatToDo: "The log line has the database's own words. Correct the record at the source and run again.",
  },
  merged_into_other: {
    severity: "info",
    title: "Merged into another person, since their rows share an address now",
    whatToDo: "Nothing: memberships and identities went along.",
  },
  gone_at_source: {
    severity: "info",
    title: "Removed: gone at the source",
    whatToDo: "Nothing. The journal keeps the row as it was.",
  },
  still_in_use: {
    severity: "warning",
    title: "Gone at the source, but left: something in the directory hangs on it",
    whatToDo: "Remove what hangs on it, then run the import again.",
  },
  record_excluded: {
    severity: "info",
    title: "Left out by your decision",
    whatToDo: "Nothing. Remove the exclusion to bring it along.",
  },
} as const satisfies Record<string, IssueCodeEntry>;

export type IssueCode = keyof typeof issueCodes;
