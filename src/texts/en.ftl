### English. One section a family of pages; the ids of each begin with its name.

## Core
core-skip = To the content
core-trail = Where you are
core-frameworks = Frameworks
core-address = Address of this page:
core-json = This page for programs (JSON)
core-languages = Language

## Problems
problem-400 = This cannot be understood
problem-401 = Please sign in
problem-403 = This is not for you
problem-404 = There is nothing at this address
problem-410 = This is not here any more
problem-409 = Somebody was faster
problem-413 = This is too large
problem-422 = This cannot be done as it stands
problem-429 = Too many requests
problem-503 = Too much to do just now
problem-500 = Something went wrong on our side
problem-other = This cannot be done
problem-back = Go back, correct what is named here, and send it again.
problem-retry = Try again in a moment.
problem-findings = What is wrong
problem-where = Where
problem-what = What
problem-hint-401 = Your session is over, or there was none. Nothing was changed.
problem-hint-403 = Whoever has the role of an admin can do it, or give you the role that may.
problem-hint-404 = Check the address for a slip: capital and small letters count.
problem-hint-500 = Nothing was done, or it was done whole. The operator has been told.

## Public
public-home-lead = Credentials that say what somebody can do, and how that was found out.
public-home-verify = Verify a credential
public-home-verify-why = For employers: is it genuine, does it still hold, and what does its level mean?
public-home-record = My record
public-home-record-why = For learners: take what you hold with you, show it, and take it back.
public-home-frameworks = Frameworks
public-home-frameworks-why = The levels and statements that credentials from here are measured by.
public-home-console = Console
public-home-console-why = For those who assess and issue here.

## Sign-in
sign-in-title = Sign in
sign-in-lead = For those who assess and issue here.
sign-in-key = Admin API key
sign-in-key-hint = It begins with pm_ and was shown once, when it was made.
sign-in-submit = Sign in
sign-in-wrong = This key is not known here, was taken back, or is not an admin key.
sign-in-out = Sign out
sign-in-openid = Sign in with { $name }
sign-in-or = Or with an admin API key:
sign-in-again = To the sign-in page
sign-in-waiting-title = Waiting for a role
sign-in-waiting = You are known here now. An admin has to say what you may do; sign in again once that is done.
sign-in-not-in = You are not signed in
sign-in-not-this-browser = This sign-in was not begun in this browser, or was used already. Begin again.
sign-in-too-late = The sign-in took longer than ten minutes. Begin again.
sign-in-denied = The provider did not sign you in ({ $code }).
sign-in-provider = The provider cannot be reached, or does not answer as it should. Try again in a moment; the operator has been told.
sign-in-not-proved = What the provider sent does not prove who you are. Nobody was signed in, and the operator has been told.

## Console
console-nav = Console
console-signed-in = { $name }, { $role }
console-home = Overview
console-tab-overview = Overview
console-tab-assess = Assess
console-tab-issue = Issue
console-tab-credentials = Credentials
console-tab-learners = Learners
console-tab-frameworks = Frameworks
console-tab-jobs = Long work
console-tab-issuer = Issuer
console-tab-keys = Keys
console-tab-api-keys = API keys
console-tab-people = People
console-tab-audit = Audit log
console-role-admin = admin
console-role-issuer = issuer
console-role-assessor = assessor
console-role-auditor = auditor
console-key-holder = Holder of an admin key
console-tab-backups = Backups
console-cancel = Cancel
console-change = Change
console-save = Save
console-see = Look
console-do = What you can do
console-nothing = Nothing yet.
console-filter = Filter
console-find = Find
console-next = Next page
console-newest = To the newest
console-earlier = Earlier
console-parts = Parts of this list
console-state = State
console-made = Made
console-name = Name
console-form = Form
console-issued = Issued
console-recorded = Recorded
console-credential = Credential
console-credentials = Credentials
console-assessment = Assessment
console-assessments = Assessments
console-valid = valid
console-suspended = suspended
console-revoked = revoked
console-since = since { $at }
console-email = E-mail
console-key = Key
console-follows = What follows
console-word = Type “{ $word }” to go on
console-word-wrong = This is not the word. Nothing was done.
console-first = There is no framework yet. Everything begins with one.
console-waiting = What waits
console-waiting-none = Nothing waits for you.
console-wait-unissued =
    { $count ->
        [one] An assessment of the last ones has no credential yet
       *[other] { $count } assessments of the last ones have no credential yet
    }
console-wait-people =
    { $count ->
        [one] A person waits for a role
       *[other] { $count } people wait for a role
    }
console-lately = Issued lately
console-warn-locked = Nothing can be issued now: { $why }
console-warn-no-url = There is no public URL, so credentials name no address where they can be looked up, and none of them can be taken back.
console-warn-backup = There is no backup of the last { $days } days.
console-frameworks = Frameworks
console-framework = Framework
console-frameworks-none = There is no framework yet.
console-version = Version
console-levels = Levels
console-level = Level
console-statements = Statements
console-standing = Standing
console-current = current
console-superseded = superseded
console-withdrawn = withdrawn
console-import = Import a framework
console-import-lead = You see first what would be stored; nothing is stored before you confirm it.
console-import-file = A file: an export of LER.me, or a CASE package
console-import-url = Or an address where one stands
console-import-url-hint = It begins with https://.
console-look = Look at it
console-preview = What would be stored
console-preview-same = This version is on record with the same content. There is nothing to store.
console-preview-other = Other content is on record under this version
console-credit = Whose content it is
console-licence = Licence
console-found-at = Found at
console-digest = Digest of the content
console-levels-low-high = Levels, low to high
console-notes = What was decided while reading it
console-changes-since = What changed since { $version }
console-store = Store it
console-imported = The framework is on record.
console-policy = When a level is reached
console-policy-standing = By the policy that holds here
console-policy-own = By a policy of its own:
console-policy-share = Share of a level’s statements that must be met, in per cent
console-policy-lower = Every lower level must be reached too
console-policy-required = Statements that must be met in any case
console-policy-required-hint = Such as proficient/1, with commas between them.
console-policy-share-is = { $share } of a level’s statements must be met.
console-policy-lower-too = Every lower level must be reached too.
console-policy-lower-not = Lower levels need not be reached.
console-policy-required-are = In any case must be met: { $statements }.
console-policy-change = Change it
console-policy-later = It decides assessments that are recorded from now on.
console-policy-set = The policy is set.
console-standing-set = It is as you said.
console-public-page = Public page
console-levels-statements = Levels and statements
console-statement-filter = Statements with
console-shown = { $shown } of { $all } statements
console-other-versions = Other versions
console-what-changed = what changed
console-compare = What changed
console-back-to-version = Back to { $version }
console-no-changes = Nothing changed.
console-added =
    { $count ->
        [one] A statement is new
       *[other] { $count } statements are new
    }
console-removed =
    { $count ->
        [one] A statement is gone
       *[other] { $count } statements are gone
    }
console-reworded =
    { $count ->
        [one] A statement has other words
       *[other] { $count } statements have other words
    }
console-moved =
    { $count ->
        [one] A statement stands elsewhere
       *[other] { $count } statements stand elsewhere
    }
console-changed-levels = Levels
console-new-level = New:
console-gone-level = Gone:
console-reordered = The levels stand in another order.
console-other-changes = What else reads otherwise
console-becomes = What becomes of this version
console-successor = The version that takes its place
console-reason = Why, for everybody to read
console-supersede = Supersede it
console-supersede-title = Supersede this version
console-supersede-by = { $successor } takes its place: everybody who looks at this version is led there.
console-supersede-stays = This version stays at its address. What was issued on it goes on meaning what it says.
console-withdraw = Withdraw it
console-withdraw-title = Withdraw this version
console-withdraw-gone = It is not published any more, and nothing is assessed against it.
console-withdraw-only = This is possible only as long as nothing was issued on it.
console-withdraw-ever = It cannot be taken back.
console-learners = Learners
console-learner = Learner
console-learners-lead = What is kept about learners is sealed. They are found by what they are known by.
console-who-is = E-mail address or DID
console-who-hint = It is looked up and not written down.
console-found =
    { $count ->
        [0] Nobody is known by this
        [one] One learner
       *[other] { $count } learners
    }
console-on-record-since = On record since { $at }.
console-was-erased = What was about this learner was erased on { $at }.
console-issue-record = Issue a record of everything held (CLR)
console-record-issued = The record was issued. It is the last of the credentials below.
console-export = Give out everything (JSON)
console-erase = Erase
console-erased = The learner is erased.
console-erase-title = Erase everything about this learner
console-erase-goes = What { $assessments } assessments and { $credentials } credentials here say goes, and with it everything by which the learner is found.
console-erase-stays = What stays says nothing of anybody: that there was a learner, dates, digests, places in status lists.
console-erase-held = Credentials that the learner has stay valid, and can still be revoked.
console-erase-backups = Backups that were made before still hold it. Destroy them, or erase again after restoring one.
console-erase-ever = It cannot be taken back, by nobody.
console-keys = Keys
console-algorithm = Signs with
console-one-key = This issuer is its one key (did:key), which can be neither replaced nor taken back. An issuer at a public URL (did:web) can rotate its keys.
console-key-active = signs
console-key-verify-only = verifies only
console-key-retired = retired
console-key-compromised = compromised
console-key-did-rotate = A new key signs from now on.
console-key-did-add = There is a key for tokens now.
console-key-did-retire = The private half of the key is destroyed.
console-key-did-compromise = The key is marked as compromised.
console-key-did-reissue = The key is marked as compromised, and what it signed since is issued anew.
console-key-not-all-reissued = The key is marked as compromised. Not everything that it signed since could be issued anew: see below.
console-key-backup = The new key is in a file of its own. Make a backup afterwards: without it, what the key signs cannot go on after a loss.
console-change-keys = Change keys
console-rotate = Rotate
console-rotate-title = Make a new key
console-rotate-new = A new key signs from now on; it is published at once.
console-rotate-old = The one before it stays published, so that everything it signed still verifies.
console-add = Add a key for tokens (ES256)
console-add-title = Add a key for tokens
console-add-tokens = It signs tokens (VC-JWT) alone, for readers that do not know Ed25519. Everything else is signed as before.
console-retire = Retire
console-retire-title = Retire this key
console-retire-gone = Its private half is destroyed: nothing can ever be signed with it again.
console-retire-verifies = What it signed still verifies.
console-compromised = Somebody else has it
console-since-when = Since when, at the earliest (UTC)
console-reissue = Issue anew what it signed since, and revoke the old ones
console-compromise = Mark as compromised
console-compromise-title = Mark this key as compromised
console-compromise-since = Whatever it signed from { $since } on counts for nothing, everywhere and from now on.
console-compromise-ever = The instant can be set earlier once more, never later.
console-compromise-new = If it signs now, a new key takes its place at once.
console-compromise-reissue = What it signed since is issued anew with the new key, and the old ones are revoked.
console-affected = What this key signed since
console-proof = Proof
console-signed = Signed
console-api-keys = API keys
console-api-keys-lead = Programs come with a key. It acts for this issuer, and may what it was made for.
console-api-key-made = The new key
console-api-key-once = It is shown this once. Keep it where no one else reads it.
console-api-key-revoked = The key counts for nothing any more.
console-new-api-key = A new key, which may
console-make = Make it
console-scopes = May
console-scope-read = look at frameworks, assessments and credentials
console-scope-import = import frameworks
console-scope-assess = record assessments
console-scope-issue = issue credentials
console-scope-status = revoke, suspend and reinstate credentials
console-scope-admin = do everything, and sign in here
console-revoke = Revoke
console-revoke-api-key = Revoke this API key
console-revoke-api-key-stops = Programs that come with it are refused at once, and who signed in with it is signed out.
console-revoke-api-key-ever = It cannot be taken back; another key can be made.
console-issuer = Issuer
console-issuer-lead = What is issued from now on says this. What was issued stays as it is.
console-issuer-changed = The profile is changed.
console-issuer-is = Its identity, which stays:
console-issuer-name = Name
console-issuer-url = Site
console-issuer-email = E-mail address
console-issuer-status = What can be done later to what is issued from now on
console-status-revocation = Revoke
console-status-suspension = Suspend and reinstate
console-status-both = Both; the schema of Open Badges has no room for that
console-status-none = Nothing
console-people = People
console-people-lead = Who signed in with { $provider }, and what each may do.
console-people-no-provider = People sign in with an OpenID Connect provider. None is set here; those who come with an admin API key may do everything.
console-people-none = Nobody has signed in that way yet.
console-person = Person
console-first-came = First came
console-role = Role
console-roles = Roles
console-role-of = Role of { $name }
console-role-none = no role
console-role-changed = The role is changed. It counts from their next step on.
console-role-admin-may = does everything.
console-role-issuer-may = imports frameworks, assesses, issues and revokes.
console-role-assessor-may = assesses, and looks at everything else but the audit log.
console-role-auditor-may = looks at everything, also at the audit log, and changes nothing.
console-waits = waits
console-take-role = Take away what this person may do
console-take-role-out = They may do nothing here any more.
console-take-role-other = From now on their role is: { $role }.
console-take-role-now = It counts at once, also where they are signed in.
console-audit = Audit log
console-audit-lead = Every change is entered here and cannot be taken out again: each entry is a leaf of a signed tree.
console-audit-filter = Entries with
console-audit-none = There are no such entries among those that were looked at.
console-audit-entry = Entry { $number }
console-audit-about = all about this
console-audit-check = Check the whole log
console-audit-sound = The log is sound: { $sealed } entries in the tree, { $open } that wait for it.
console-audit-broken = The log is not sound: { $sealed } entries in the tree, { $open } that wait for it.
console-when = When
console-what = What
console-to-what = To what
console-who = Who
console-digests = Digests of what came of it
console-evidence = Evidence
console-evidence-lead = That this entry is in the log. Whoever has the public half of the audit key can check it without asking anybody.
console-checkpoint = Last checkpoint
console-checkpoint-lead = How long the log is and what its root is, signed. Whoever keeps a copy notices if the log is ever rewritten.
console-checkpoint-none = Nothing was sealed yet.
console-act-issuer-create = An issuer was made
console-act-issuer-change = The issuer’s profile was changed
console-act-key-rotate = A new key took over
console-act-key-add = A key was added
console-act-key-retire = A key was retired
console-act-key-compromise = A key was marked as compromised
console-act-api-key-create = An API key was made
console-act-api-key-revoke = An API key was revoked
console-act-sign-in = Somebody signed in
console-act-person-create = Somebody came for the first time
console-act-person-change = Somebody’s role was changed
console-act-assessment-record = An assessment was recorded
console-act-credential-issue = A credential was issued
console-act-credential-revoke = A credential was revoked
console-act-credential-suspend = A credential was suspended
console-act-credential-reinstate = A credential was reinstated
console-act-credential-supersede = A credential took the place of another
console-act-status-list-create = A status list was begun
console-act-learner-export = What is held about a learner was given out
console-act-learner-erase = A learner was erased
console-backups = Backups
console-backups-lead = Everything on record and the key files, in one file, encrypted under the passphrase of the keys. Copy it to another machine.
console-backups-none = There is no backup in the folder for them.
console-backup-made = The backup is made.
console-make-backup = Make a backup
console-file = File
console-begun = Begun
console-size = Size
console-kilobytes = { $count } kB

## Assess

## Issue

## Credentials

## Jobs

## Claim

## Record

## Share

## Verify

## Receipt

## Picture

## Certificate

## Letters
