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
public-count = { $count ->
    [one] 1 statement
   *[other] { $count } statements
}
public-size = { $levels ->
    [one] 1 level
   *[other] { $levels } levels
}, { $statements ->
    [one] 1 statement
   *[other] { $statements } statements
}
public-all-statements = { $count ->
    [one] The one statement
   *[other] All { $count } statements
}
public-superseded = superseded
public-was-withdrawn = withdrawn
public-frameworks = Competency frameworks
public-frameworks-lead = A framework says what a person does at each level of an occupation. Credentials that are issued here point at these pages.
public-frameworks-about = The competency frameworks that credentials issued here are about
public-none = None is published here yet.
public-no-more = There are no more.
public-more = More
public-more-frameworks = More frameworks
public-competency-framework = Competency framework
public-versions-of = Versions of { $framework }
public-all-versions = All versions of the competency framework { $framework }
public-versions-lead = Its versions, the newest first. A version never changes; what was issued on one keeps its meaning.
public-framework = Framework
public-framework-of = The competency framework { $title }, { $version }
public-framework-about = About this framework
public-levels = The levels
public-levels-low-high = The levels, low to high
public-each-level = What a person does at each level
public-soc = O*NET-SOC code
public-occupations = Occupations
public-sector = Sector (NAICS)
public-job-zone = Job zone (O*NET)
public-job-zone-of = { $zone } of 5
public-job-zone-inferred = { $zone } of 5 (inferred)
public-version = Version
public-identifier = Identifier (CASE)
public-exported = Exported
public-achievement = Achievement
public-issued-here = What is issued here on this framework
public-level = Level
public-level-place = Level { $place } of { $of }
public-level-of = The level { $level } of the framework { $framework }
public-level-statements = What a person does at this level
public-level-about = About this level
public-statements = Statements
public-statement-place = Statement { $place } of { $of } at the level { $level }
public-statement-about = About this statement
public-where = Where it stands
public-neighbours = Its neighbours
public-before-it = Before it
public-after-it = After it
public-part-of = Part of
public-belongs-to = Belongs to
public-code = Code
public-parts-above = Parts of this list, above it
public-parts-below = Parts of this list, below it
public-part = Part { $part } of { $parts }
public-part-before = Before
public-part-after = After
public-achievement-of = Achievement of { $issuer }
public-achievement-about = About this achievement
public-held-at = It is held at one of these levels
public-earned = How it is earned
public-issuer = Issuer
public-issuer-identifier = Identifier of the issuer
public-result = Result
public-one-of-the-levels = One of the levels
public-framework-level = Level of the framework
public-decided = How it is decided
public-the-criteria = The criteria
public-criteria-of = Criteria of
public-criteria-note = This is the rule that holds now. A credential whose level was decided by another rule, or by the provider of the assessment, states that itself in its own criteria, and those count for it.
public-result-of = Result of
public-result-least = A credential states one of these levels. The least for which there is a credential is { $level }.
public-withdrawn = Withdrawn
public-gone = { $name } is not published any more
public-gone-when = It was withdrawn on { $date }. No credential was ever issued on this version.
public-other-versions = Its other versions
public-missing = There is nothing at this address
public-missing-why = Check it for a slip: capital and small letters count. Whatever is signed into a credential stays at its address, so a link out of a credential that leads here was changed on its way.
public-all-frameworks = All frameworks that are published here
public-newer = A newer version
public-newer-since = A newer version took the place of this one on { $date }:
public-newer-means = What was issued on this version still means what is said here.
public-credit = Whose words these are
public-credit-both = This line and the licence below stand here as the publisher of the framework gave them.
public-credit-line = This line stands here as the publisher of the framework wrote it. Where it names no licence, none is given here either: whoever wants to use the statements elsewhere asks the publisher.
public-credit-licence = The framework came without a word on whose content it is; the licence below is the one that it names.
public-credit-none = The framework came without a word on whose content it is. No licence is given here.
public-credit-onet = This includes information from the O*NET { $release } Database by the U.S. Department of Labor, Employment and Training Administration (USDOL/ETA). Used under the
public-credit-onet-after = license. O*NET® is a trademark of USDOL/ETA.
public-crosswalk = Crosswalk
public-made-with = Made with
public-creator = Creator
public-publisher = Publisher
public-licence = Licence
public-published-as = Published as
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
console-wait-sheets =
    { $count ->
        [one] A rating sheet is not finished
       *[other] { $count } rating sheets are not finished
    }
console-wait-jobs =
    { $count ->
        [one] Long work is under way
       *[other] { $count } pieces of long work are under way
    }
console-wait-many-sheets = More than { $count } rating sheets are not finished
console-warn-no-mail = No letters are sent: claim links have to be shown or handed over.
console-picture = Badge picture
console-picture-alt = Picture of the level { $level }
console-picture-hint = PNG or SVG; without one of your own, the level is drawn.
console-picture-choose = A picture of your own
console-picture-set = Use it
console-picture-remove = Draw it again
console-picture-done = The picture is as you said.
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
console-policy-two = Two assessors rate, the second without seeing the first
console-policy-two-are = Two assessors rate, the second without seeing the first.
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
console-act-framework-import = A framework was imported
console-act-framework-policy = A framework’s level policy was set
console-act-framework-supersede = A framework version was superseded
console-act-framework-withdraw = A framework version was withdrawn
console-act-sheet-begin = A rating sheet was begun
console-act-sheet-take = A second assessor began to rate
console-act-sheet-sign-off = A rating sheet was signed off
console-act-sheet-settle = Two assessors settled where they differ
console-act-sheet-hand-over = A rating sheet was handed over
console-act-sheet-delete = A rating sheet was deleted
console-act-share-make = A learner made a link that shows credentials
console-act-share-take-back = A learner took such a link back
console-act-claim-create = A claim link was made
console-act-claim-send = A claim link was sent
console-act-claim-redeem = A claim link was used
console-act-claim-withdraw = A claim link was taken back
console-act-entry-link-create = A learner asked for a link to their record
console-act-entry-link-redeem = A learner opened their record
console-act-picture-set = A level’s own picture was set
console-act-picture-remove = A level’s own picture was taken away
console-act-job-begin = Long work was begun
console-act-job-cancel = Long work was ended before its end
console-act-backup = A backup was made
console-act-restore = The store was restored from a backup
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
assess-title = Assess
assess-lead = Each rating sheet is one learner against one framework. Signed off, it is an assessment from which a credential can be issued.
assess-begin = Begin a rating sheet
assess-which = Which sheets are shown
assess-unfinished = In work
assess-all = All
assess-no-sheets = There is no rating sheet here.
assess-sheets = Rating sheets
assess-learner = Learner
assess-framework = Framework
assess-state = State
assess-assessors = Assessors
assess-assessor = Assessor
assess-changed = Last changed
assess-your-turn = Your turn
assess-older = Older →
assess-state-open = Being rated
assess-state-waiting = Waits for a second assessor
assess-state-second = Second assessor rates
assess-state-settling = To be settled
assess-state-recorded = Recorded
assess-new-title = A new rating sheet
assess-new-lead = Who is assessed, and against which framework? You can stop at any time: what you enter is saved as a draft.
assess-no-framework = There is no framework yet.
assess-to-frameworks = Import one
assess-learner-name = Name
assess-learner-name-hint = As it should stand on the certificate.
assess-learner-email = E-mail address
assess-learner-email-hint = The learner is sent a link to the credential. Only a scrambled form of the address goes into the credential.
assess-learner-did = DID of the learner’s wallet
assess-learner-did-hint = Only if the learner gave you one; it begins with did: and comes from their wallet. Leave it empty if in doubt. An address or a DID is needed.
assess-rater = Your name
assess-rater-hint = It stands in the assessment and in the credential as the assessor’s.
assess-rater-if-me = Your name, if it goes to you
assess-met = Met
assess-not-met = Not met
assess-not-rated = Not rated
assess-rate-title = Rating { $learner }
assess-blind = You rate as the second assessor. What the first one said is not shown to you until you have signed off.
assess-stale = This sheet was changed in another window or by somebody else while you were working. Nothing of yours is saved yet: below is what you entered, and beside it what is on record where that is something else. Save again to keep yours.
assess-not-signed = The sheet cannot be signed off as it stands:
assess-parts = Parts of the framework
assess-part = Part { $number }
assess-parts-hint = Save before you go to another part.
assess-keys = By keyboard: with a rating in focus, 1 is met, 2 is not met, 3 is not rated, and the next statement follows.
assess-on-record = On record:
assess-evidence = { $count ->
    [0] Evidence: none
    [one] Evidence: one piece
   *[other] Evidence: { $count } pieces
 }
assess-evidence-url = Address of the evidence (https://…)
assess-evidence-name = What it is called
assess-evidence-narrative = What it shows
assess-evidence-more = Save, and there is room for one more piece.
assess-remark = Remark
assess-remark-hint = For those who work on this sheet. It goes into no credential.
assess-standing = The level as it stands
assess-not-saved = The last change could not be saved. Choose “Save” to see why.
assess-save = Save
assess-save-next = Save, and go to the next part
assess-to-sign-off = Save, and go on to signing off
assess-more = Hand over or delete this sheet
assess-reached = The level reached is { $level }.
assess-none-reached = No level is reached yet.
assess-rated = { $count } of { $total } statements are rated.
assess-level-reached = reached
assess-level-not-reached = not reached
assess-counted = { $met } of { $total } met, { $needed } must be
assess-why-required = Must be met, and is not: { $statement }
assess-why-lower = { $level } is not reached.
assess-next = { $count ->
    [0] For { $level }, no more statements must be met, but the level below must be reached.
    [one] For { $level }, one more statement must be met.
   *[other] For { $level }, { $count } more statements must be met.
 }
assess-next-required = Among them:
assess-next-missing = { $count ->
    [one] One is not met
   *[other] { $count } are not met
 }
assess-sign-title = Sign off
assess-sign-one = Signing off records the assessment with your name. It cannot be changed afterwards.
assess-sign-two = Signing off ends your part; it cannot be changed afterwards. A second assessor rates without seeing it, and the two of you settle where you differ.
assess-sign = Sign off as { $name }
assess-back-to-rating = Back to the ratings
assess-what-is-recorded = What you sign
assess-what-was-recorded = What was recorded
assess-settle-title = Settle the differences
assess-settle-lead = { $first } and { $second } have both signed off. Choose whose rating holds where they differ; its evidence goes with it.
assess-agreement-title = Agreement of the two assessors
assess-agreement = { $pairs ->
    [one] Of the one statement that both rated, { $alike ->
        [0] none is
       *[other] it is
    } rated alike.
   *[other] Of { $pairs } statements that both rated, { $alike } are rated alike: { $percent } %.
 }
assess-agreement-none = There is no statement that both rated.
assess-kappa = Cohen’s κ is { $value }: { $meaning }
assess-kappa-almost-perfect = almost perfect agreement.
assess-kappa-substantial = substantial agreement.
assess-kappa-moderate = moderate agreement.
assess-kappa-fair = fair agreement; look at what the two understand by the statements.
assess-kappa-slight = slight agreement, little more than chance; look at what the two understand by the statements.
assess-kappa-poor = less agreement than chance would give; look at what the two understand by the statements.
assess-kappa-no-pairs = Cohen’s κ cannot be computed: there is nothing that both rated.
assess-kappa-no-variance = Cohen’s κ cannot be computed: both rated everything the same way, so that nothing tells agreement from chance.
assess-kappa-hint = κ is the agreement beyond what chance gives: 1 is full agreement, 0 is chance (Cohen 1960; the words are those of Landis and Koch 1977).
assess-differences = { $count ->
    [0] There are no differences
    [one] One difference
   *[other] { $count } differences
 }
assess-agreed = { $count ->
    [one] One statement was rated alike
   *[other] { $count } statements were rated alike
 }
assess-holds = holds
assess-settled-so-far = The level as it is settled so far
assess-record = Record the assessment
assess-two-settle = The two assessors settle this.
assess-stand-title = Rating sheet of { $learner }
assess-recorded-lead = The assessment is on record.
assess-issue = Issue a credential
assess-signed = signed off on { $date }
assess-rule = Rule
assess-withheld = The ratings are shown to whoever rates until they are signed off.
assess-withheld-two = The ratings are shown to nobody else until both assessors have signed off, so that the second rates without knowing them.
assess-take-title = Rate as the second assessor
assess-take-lead = The first assessor has signed off. You rate the same statements without seeing what they said.
assess-take = Begin rating
assess-hand-over-title = Hand this sheet over
assess-hand-over-hint = Somebody else goes on where this assessor stopped, with what was entered so far.
assess-hand-over-to = To whom
assess-hand-over = Hand over
assess-myself = Myself
assess-delete-title = Delete this sheet
assess-delete-hint = What was entered is gone then. Nothing was recorded yet.
assess-delete = Delete
assess-import = From a table
assess-import-title = The assessments of a cohort
assess-import-lead = A table (CSV) with many learners becomes one assessment for each. You see what would be recorded before anything is.
assess-import-done = { $count ->
    [one] One assessment is on record
   *[other] { $count } assessments are on record
 }
assess-import-wrong = { $count ->
    [one] One thing is wrong with the table
   *[other] { $count } things are wrong with the table
 }
assess-import-nothing = Nothing was recorded. Correct the table, and choose it again.
assess-import-row = Row
assess-import-column = Column
assess-import-what = What is wrong
assess-import-preview = { $count ->
    [one] One assessment would be recorded
   *[other] { $count } assessments would be recorded
 }
assess-import-record = { $count ->
    [one] Record one assessment
   *[other] Record { $count } assessments
 }
assess-import-choose = Choose a table
assess-import-table = Table
assess-import-hint = A CSV file in UTF-8, with the names of its columns in the first row, of at most { $most } learners.
assess-import-look = Look at it
assess-import-columns = The columns, in any order:
assess-import-form = Either there is a row for each learner and statement, with “statement” (such as proficient/1) and “met” (yes or no), or a row for each learner with “level”. “name” is needed, and “email” or “did”.
assess-import-learners = Learners
assess-import-known-by = Known by
assess-import-level = Level
assess-import-statements = Statements
assess-import-none = none
assess-import-met = { $met } met, { $rated } rated
assess-import-stated = the level is stated

## Issue
issue-title = Issue
issue-lead = Assessments that reached a level and from which nothing was issued yet, the newest first.
issue-none = Nothing waits here.
issue-see-issued = See what was issued
issue-waiting = Waiting to be issued
issue-recorded = Recorded
issue-choose-one = Choose { $name }
issue-several = Issue for those that are chosen
issue-several-submit = Issue for all that are chosen
issue-older = Older assessments
issue-for = Issue for { $name }
issue-decision = What was decided
issue-no-level = No level was reached: there is nothing to issue.
issue-assessor = Assessed by
issue-met = { $met } of { $all } statements met, { $needed } needed
issue-reached = Reached
issue-not-reached = Not reached
issue-choose = What to issue
issue-forms = Forms
issue-form-open-badge = One badge for the level. Wallets, LinkedIn and most verifiers take it; the others hold it.
issue-form-clr = A record of learning that holds the badge, for schools and record systems.
issue-form-ler-rs = A résumé that holds the badge, for wallets and hiring systems that read LER-RS.
issue-form-hr-open-ler-rs = The same résumé as HR Open writes it, for hiring systems that ask for exactly that.
issue-proofs = How it is signed
issue-proofs-hint = Choose none for what the most readers take. Each choice gives a document of its own.
issue-proof-rdfc = Proof over the meaning (eddsa-rdfc-2022)
issue-proof-rdfc-hint = The most verifiers take it, the official validator of 1EdTech among them. Not for HR Open.
issue-proof-jcs = Proof over the text (eddsa-jcs-2022)
issue-proof-jcs-hint = For verifiers without RDF, and the one that HR Open's form can have.
issue-proof-jwt = Signed token (VC-JWT)
issue-proof-jwt-hint = For systems that read JWTs. The learner must be known by a DID.
issue-until = Valid until
issue-until-hint = The last day. Empty: without an end.
issue-again = Issue a new one, even if there is one already
issue-preview = Preview
issue-as-held = As its holder sees it
issue-held-by = Held by
issue-issued-by = Issued by
issue-as-verified = As an employer will see it
issue-issuer = Issuer
issue-achievement = What was achieved
issue-rule = Rule
issue-ladder = The level on its ladder
issue-statements = { $count ->
    [one] 1 statement met
   *[other] { $count } statements met
}
issue-evidence = { $count ->
    [one] 1 piece of evidence
   *[other] { $count } pieces of evidence
}
issue-findings = Before it is signed
issue-already = This form was issued from this assessment already; it is given again as it is.
issue-see = See it
issue-nothing-found = Nothing stands against it.
issue-readers = { $count ->
    [one] 1 thing that is good to know
   *[other] { $count } things that are good to know
}
issue-finding-error = Keeps it from being signed
issue-finding-official = The official validator objects
issue-finding-warning = A reader breaks on it
issue-finding-note = Good to know
issue-submit = Issue
issue-submit-hint = It is signed and goes on record now.
issue-not-signable = It cannot be signed as it stands. Correct what is named first, and look again.
issue-refused = This cannot be issued:

## Credentials
credentials-title = Credentials
credentials-search = Search
credentials-text = Name or id
credentials-learner = Learner: e-mail address, DID or id
credentials-state = State
credentials-any = Any
credentials-more-filters = More filters
credentials-form = Form
credentials-framework = Framework
credentials-version = Version
credentials-level = Level
credentials-from = Issued from
credentials-to = Issued until
credentials-clear = Show all
credentials-none = Nothing here is what you look for.
credentials-found = Credentials, the newest first
credentials-choose = Choose
credentials-name = Credential
credentials-valid-from = Valid from
credentials-valid-until = Valid until
credentials-act = What to do with those that are chosen
credentials-all = With all that match the search, also on other pages
credentials-suspend = Suspend
credentials-reinstate = Reinstate
credentials-reissue = Reissue
credentials-revoke = Revoke
credentials-sparse = { $count } credentials were looked at for this page, and few are what you look for. There are older ones.
credentials-pages = Pages
credentials-newest = Newest
credentials-newer = Newer
credentials-older = Older
credentials-state-current = Valid
credentials-state-suspended = Suspended
credentials-state-revoked = Revoked
credentials-state-superseded = Replaced
credentials-form-open-badge = Open Badge
credentials-form-clr = Record of learning (CLR)
credentials-form-ler-rs = Résumé (LER-RS)
credentials-form-hr-open-ler-rs = Résumé as HR Open writes it
credentials-form-given = Written by the caller
credential-id = Id
credential-learner = Learner
credential-no-end = Without an end
credential-assessed = Assessed
credential-same-assessment = Issue more from this assessment
credential-before = Took the place of
credential-after = Replaced by
credential-why-reissue = a correction
credential-why-renewal = a renewal
credential-why-level-up = a higher level
credential-place-revocation = Place where it is shown as revoked
credential-place-suspension = Place where it is shown as suspended
credential-place = entry { $index }
credential-secured = Signed documents
credential-proof = Proof
credential-signed-by = Signed by
credential-signed-at = Signed
credential-take = Take
credential-download = Download
credential-as-png = Picture (PNG)
credential-as-svg = Drawing (SVG)
credential-as-pdf = Certificate (PDF)
credential-inclusion = Proof that it is in the audit log
credential-history = What was done since
credential-no-history = Nothing.
credential-erased = What it said was erased with its learner.
credential-locked = The deployment's key is locked, so this cannot be read now.
credential-was-revoked = Revoked
credential-was-suspended = Suspended
credential-was-reinstated = Reinstated
credential-was-superseded = Replaced
credential-was-changed = Changed
credential-acts = What to do with it
credential-next = The learner does not have it yet?
credential-claim = Make a claim link
confirm-revoke = { $count ->
    [one] Revoke this credential?
   *[other] Revoke { $count } credentials?
}
confirm-suspend = { $count ->
    [one] Suspend this credential?
   *[other] Suspend { $count } credentials?
}
confirm-reinstate = { $count ->
    [one] Reinstate this credential?
   *[other] Reinstate { $count } credentials?
}
confirm-reissue = { $count ->
    [one] Reissue this credential?
   *[other] Reissue { $count } credentials?
}
confirm-revoke-consequence = This is final. Whoever verifies a revoked credential learns that you no longer stand by it, and nothing here can take that back. A new one can be issued.
confirm-suspend-consequence = Whoever verifies a suspended credential learns that you do not stand by it for now. It can be reinstated.
confirm-reinstate-consequence = Whoever verifies it learns that you stand by it again. What was revoked stays revoked.
confirm-reissue-consequence = A new credential is issued from the same assessment in its place, and the old one is revoked for good. The learner has to take the new one.
confirm-revoke-submit = Revoke for good
confirm-others = { $count ->
    [one] And 1 more.
   *[other] And { $count } more.
}
confirm-reason = Why
confirm-reason-optional = Why (if you want to say)
confirm-reason-missing = Say why.
confirm-reason-hint = It is kept with each credential, for your staff and for the learner.
confirm-back = Leave it

## Jobs
jobs-title = Long work
jobs-lead = What is done to many, one after the other. It goes on while you leave.
jobs-none = There is none.
jobs-newest = The newest first
jobs-work = What
jobs-state = State
jobs-done = Done
jobs-skipped = Nothing to do
jobs-failed = Not possible
jobs-asked = Asked for
jobs-ended = Over
jobs-of = { $count } of { $all }
jobs-older = Older work
jobs-revoke = Revoke { $count }
jobs-suspend = Suspend { $count }
jobs-reinstate = Reinstate { $count }
jobs-reissue = Reissue { $count }
jobs-issue = Issue for { $count }
jobs-state-waiting = Waiting
jobs-state-open = Under way
jobs-state-finished = Done
jobs-state-failures = Done, with exceptions
jobs-state-cancelled = Ended early
jobs-progress = How far it is
jobs-leave = You may leave this page. It goes on, and stands here when you come back.
jobs-cancel = End it
jobs-cancel-hint = What is done stays done; what has not begun is left as it is.
jobs-failures = What could not be done
jobs-item = Which
jobs-reason = Why
jobs-more-failures = More
jobs-made = What was made

## Claim
claim-title = A credential for you
claim-lead = { $issuer } has something for you to keep: it says what you can do, and anybody can check it.
claim-once = This link works once. Open it on the device on which you want to keep what you get.
claim-until = It works until { $day }.
claim-open = Open
claim-over-title = This link does not work
claim-over-lead = It was used before, it is too old, it was taken back, or there is a slip in it.
claim-over-next = Ask whoever sent it for a new one. If you were here before, you can have a link sent to your e-mail address.
claim-over-enter = See my record
claim-make-title = Claim link
claim-make-lead = Whoever opens the link and confirms is let in as this learner, once: they see all they hold here, and take it along.
claim-make-for = What the link is about
claim-make-days = Days that it works
claim-make-how = How it gets to the learner
claim-make-show = I hand it over myself: show it to me
claim-make-send = By e-mail to { $address }
claim-make-no-address = No e-mail address of this learner is known.
claim-make-no-post = E-mail is not set up here. The operator sets smtp-url and mail-from.
claim-make-submit = Make the link
claim-made-title = The link
claim-made-lead = It is shown this once, and works once, until { $day }.
claim-made-sent = It was sent to { $address }.
claim-made-not-sent = It could not be sent. It works all the same: hand it over, or make another.
claim-made-qr = The link as a QR code, to be photographed by the learner
claim-made-copy = Copy
claim-made-copied = Copied
claim-made-back = Back to the links of this learner
claim-before = Links that were made before
claim-before-made = Made
claim-before-until = Works until
claim-before-state = State
claim-before-sent = Sent to
claim-before-act = Act
claim-state-open = not used yet
claim-state-redeemed = used on { $day }
claim-state-withdrawn = taken back on { $day }
claim-state-expired = too old
claim-withdraw = Take back
claim-withdraw-of = Take back the link made on { $day }

## Record
record-title = My record
record-empty = There is nothing here yet.
record-unnamed = Credential
record-version = Version { $version }
record-levels = Levels, low to high
record-rung-here = you are here
record-rung-reached = reached
record-rung-met = { $count ->
    [one] { $met } of { $count } statement met
   *[other] { $met } of { $count } statements met
}
record-assessed = Assessed on { $day } by { $assessor }.
record-next = Next: { $level }
record-next-further = { $count ->
    [0] All statements of { $level } that are asked for are met; a level below it is missing.
    [one] One more statement to meet for { $level }.
   *[other] { $count } more statements to meet for { $level }.
}
record-next-required = These have to be among them:
record-next-missing = { $count ->
    [one] The one to choose from
   *[other] The { $count } to choose from
}
record-highest = This is the highest level.
record-met = { $count ->
    [one] The statement that you met
   *[other] The { $count } statements that you met
}
record-others = More
record-valid-from = from { $from }
record-valid-until = until { $until }
record-valid-between = from { $from } until { $until }
record-leave = Sign out
record-state-current = Valid
record-state-not-yet = Not valid yet
record-state-over = Expired
record-state-suspended = Suspended
record-state-revoked = Revoked
record-state-superseded = Valid, replaced
record-advice-not-yet = It is not valid yet. Whoever checks it before it is, is told so.
record-advice-over = Its time is over. Whoever checks it is told so.
record-advice-suspended = Its issuer suspended it. Whoever checks it is told so. Ask the issuer why.
record-advice-revoked = Its issuer took it back. Whoever checks it is told that it is not valid. Ask the issuer why.
record-advice-superseded = Another took its place.
record-successor = See the one that took its place
record-fact-issuer = Issued by
record-fact-framework = Framework
record-fact-level = Level
record-fact-from = Valid from
record-fact-until = Valid until
record-fact-id = Identifier
record-take = Take it with you
record-take-json = JSON
record-take-json-hint = For wallets and programs: the credential itself, signed.
record-take-jwt = Token (JWT)
record-take-jwt-hint = For wallets that want a token.
record-take-png = Picture (PNG)
record-take-png-hint = To post or to print: the credential is inside it, and whoever gets the file can check it.
record-take-svg = Drawing (SVG)
record-take-svg-hint = The same, sharp at any size.
record-take-pdf = Certificate (PDF)
record-take-pdf-hint = To print or to send with an application: the credential is attached, with a code to check it.
record-show = Show it
record-share = Share it by a link
record-share-hint = You choose what it shows and until when, and can take it back.
record-shares = My shared links
record-linkedin = Add it to your LinkedIn profile
record-linkedin-hint = Leads to LinkedIn, which learns what stands on this page.
record-verify = Whoever gets it can check it, without an account, at
record-enter-title = See my record
record-enter-lead = Give the e-mail address that your training provider knows. You get a link that lets you in.
record-enter-asked = If somebody is known by this address, a letter is on its way. The link in it works for 30 minutes.
record-enter-email = E-mail address
record-enter-hint = The one under which you were assessed.
record-enter-wrong = This is not an e-mail address.
record-enter-submit = Send me a link
record-enter-no-post = No letters are sent from here. Ask your training provider for a link.
record-door-title = Your record
record-door-lead = See what you hold at { $issuer }, and take it with you.
record-door-once = This link works once.
record-door-open = Open

## Share
share-title = Shared credentials
share-title-of = { $name }: shared credentials
share-lead = A learner chose to show you this. It says what the issuer has on record at this moment.
share-learner = Learner
share-issuer = Issued by
share-purpose = For
share-looked = State looked up on
share-until = Link works until
share-nothing-left = None of what was shared is on record any more.
share-achieved = { $achievement }: { $level }
share-form-open-badge = Badge (Open Badges 3.0)
share-form-clr = Record (CLR 2.0)
share-form-ler-rs = Résumé (LER-RS)
share-form-other = Credential
share-state-valid = Valid
share-state-not-yet = Not valid yet
share-state-superseded = Valid, replaced
share-state-expired = Expired
share-state-suspended = Suspended
share-state-compromised = Not trustworthy
share-state-revoked = Revoked
share-says-valid = { $issuer } stands by this credential.
share-says-not-yet = { $issuer } issued this credential for a later time.
share-says-superseded = { $issuer } stands by this credential; a later one has taken its place.
share-says-expired = This credential was valid, and its time is over.
share-says-suspended = { $issuer } does not stand by this credential for now. Do not rely on it.
share-says-compromised = The key it was signed with may be in other hands. Nobody can tell whether it is genuine. Do not rely on it.
share-says-revoked = { $issuer } took this credential back for good. What stands below no longer holds.
share-ladder = The levels, from the lowest to the highest
share-reached = reached
share-framework = Framework
share-level = Level
share-rank = Place on the ladder
share-rank-of = { $rank } of { $of }
share-assessor = Assessed by
share-assessed = Assessed on
share-rule = How the level is decided:
share-statements = What this person was seen to do
share-evidence = Evidence
share-valid-from = Valid from
share-valid-until = Valid until
share-take-json = Signed document (JSON)
share-take-jwt = Signed document (JWT)
share-take-png = Picture with the credential in it (PNG)
share-take-svg = Drawing with the credential in it (SVG)
share-take-pdf = Certificate with the credential in it (PDF)
share-picture = What the level looks like
share-check = How to check this yourself
share-check-document = Download a signed document above and give it to any verifier of Open Badges 3.0, or to ours: it checks the issuer’s signature and asks whether the credential was taken back.
share-check-none = What you read here comes from the issuer’s own records; the signed document was not shared. To check it without this page, ask the learner for the document, and give it to any verifier, or to ours.
share-check-link = To the verifier
share-social = Issued by { $issuer }. Shared by the learner, with the state at this moment.
share-nowhere-title = This link leads nowhere
share-nowhere = It may have been taken back, its time may be over, or its address may have a slip in it. Which of these, nobody is told.
share-nowhere-ask = Ask whoever gave it to you for a new one.
share-record = My record
share-mine = My links
share-mine-lead = Each link shows what you chose, to whoever has it, until the day you set or until you take it back.
share-none = You share nothing.
share-new = Share credentials
share-new-lead = You see what others will see before there is a link.
share-nothing-held = You hold nothing that could be shared.
share-which = Which credentials
share-only-whole = only whole, with its signed document
share-purpose-label = What for
share-purpose-hint = Whoever gets the link reads this: “My application as a mechanic”.
share-until-label = Until
share-until-hint = The link works to the end of this day; two years at most.
share-what = What is shown
share-always = Always shown: framework, level, issuer, assessor, rule, dates, and the state at the moment somebody looks.
share-shows-name = My name
share-shows-statements = The statements I met, in full
share-shows-evidence = The evidence
share-shows-document = The signed documents
share-shows-document-hint = Others can check and keep them. All of the above stands in them, and what you are known by.
share-search = Search engines
share-indexed = Search engines may list the page
share-preview = See what they will see
share-error-credentials = Choose one credential or more, fifty at most.
share-error-whole = One of these can be shown only whole: choose the signed documents too.
share-error-purpose = Say what the link is for, in 200 characters at most.
share-error-until = Choose a day to come, two years from now at most.
share-error-document = A signed document holds your name, the statements and the evidence: show these too, or leave the document out.
share-preview-title = What they will see
share-preview-lead = There is no link yet. This is what whoever gets it will see, and no more is sent to them.
share-make = Make the link
share-change = Change something
share-live = Works
share-over = Over
share-over-says = This link worked until { $day }. It leads nowhere now.
share-until-day = until { $day }
share-count = { $count ->
    [one] 1 credential
   *[other] { $count } credentials
}
share-looks-none = nobody has looked yet
share-looks-last = { $count ->
    [one] looked at once
   *[other] looked at { $count } times
}, last on { $day }
share-take-back = Take back
share-take-all-back = Take all links back
share-take-back-hint = From then on the link leads nowhere, for everybody, at once. What others have saved or printed stays with them.
share-link-title = A link of yours
share-address = The link
share-copy = Copy the link
share-copied = Copied
share-linkedin = Add to my LinkedIn profile
share-qr = The link as a QR code
share-looked-at = Looks

## Verify
verify-title = Check a credential
verify-lead = Paste, upload or photograph what somebody sent you, or give its link. You are told whether it is genuine, and what it means.
verify-text = Paste the credential
verify-text-hint = The text of a badge, a record or a token: it begins with a brace or is one long word. A link will do too.
verify-files = Or upload files
verify-files-hint = Badge pictures (PNG, SVG), certificates (PDF), JSON or JWT files; up to 50 at once, 5 MB together.
verify-drop = Or drop files anywhere on this form.
verify-photo = Or photograph a QR code
verify-photo-hint = The code on a certificate, as a JPEG or PNG picture.
verify-links = Or give links
verify-links-hint = One on each line. This service opens them; your browser does not.
verify-expect = What do you expect? (optional)
verify-expect-hint = What you fill in here is compared with the credential, and answered.
verify-expect-issuer = The issuer: its DID or https address
verify-expect-framework = The framework: its code, such as 27-4014.00
verify-expect-level = The level, at least: its name, or its place from 1
verify-expect-email = The person’s e-mail address
verify-submit = Check
verify-submit-csv = Check, and save as a table (CSV)
verify-privacy = What you hand in is checked and forgotten: nothing of it is kept. No account is needed.
verify-nothing-checked = Nothing was checked:
verify-fault-detail = What the program says
verify-fault-empty = There is nothing to check yet. Paste a text, choose a file, or give a link.
verify-fault-link = Line { $line } is not a link: it must begin with https:// or http://.
verify-fault-large = “{ $name }” is larger than 5 MB, which is more than is checked here.
verify-fault-many = That is more than { $most } at once. Please hand in fewer.
verify-fault-long = What you expect may have 300 characters at most.
verify-fault-unreadable = This cannot be read as a credential. It may be cut off, or be something else.
verify-fault-too-large = This is larger than what is checked here.
verify-fault-nothing-baked = There is no credential in this file. Pictures lose it when they are scaled, converted or sent through a messenger: ask for the original file.
verify-fault-two-baked = There is more than one credential in this picture, so that nobody can know which is meant. Ask for another file.
verify-fault-heic = This photograph is in the format HEIC, which is not read here. Take a screenshot of it and hand that in; or let the camera save pictures as JPEG (on an iPhone: Settings, Camera, Formats, Most Compatible).
verify-fault-picture = This picture is in the format { $name }, which is not read here. Please hand in the original file, or a PNG or JPEG picture of its QR code.
verify-fault-no-code = There is no QR code in this picture that can be read. Take it from nearer, straight from above, and in good light.
verify-fault-other-code = The QR code in this picture holds no credential and no link to one. It says: { $said }
verify-fault-link-not-allowed = This link leads where nothing is fetched from.
verify-fault-link-name = The server that this link names is not known. Is it spelt right?
verify-fault-link-answer = The server that this link names does not answer. Try again later, or ask for the file.
verify-fault-link-secure = The server that this link names cannot be trusted: its certificate is not good.
verify-fault-link-status = There is no credential at this link: its server answers with { $code }. Ask for another link, or for the file.
verify-fault-link-page = This link leads to a page for people, not to a credential. Ask for the file, or for the credential’s own link.
verify-fault-link-offline = This service opens no links. Ask for the file.
verify-fault-link-busy = Too many links are being opened at this moment. Try again in a moment.
verify-fault-link-elsewhere = This link leads on to where it is not followed. Ask for the file.
verify-fault-often = Not checked: too much was asked in one minute. Try again in { $seconds ->
    [one] { $seconds } second
   *[other] { $seconds } seconds
}.
verify-fault-time = Not checked: the others took too long. Hand this one in by itself.
verify-valid = Valid
verify-not-valid = Not valid
verify-could-not = Could not be checked
verify-nothing-shown = Because its proof was not found to be right, nothing that stands in it is shown here as a fact.
verify-reason-valid = It is genuine: its issuer signed it, nobody has changed it since, and it is in force.
verify-reason-presented = It is genuine: whoever shows it signed it, and every credential in it is valid.
verify-reason-superseded = It is genuine and in force, but a later credential has taken its place. Ask for that one.
verify-reason-revoked = Its issuer has revoked it: it counts no more.
verify-reason-suspended = Its issuer has suspended it: it does not count for the time being.
verify-reason-expired = It has expired.
verify-reason-not-yet-valid = It is not in force yet.
verify-reason-key = It was not signed by the issuer that it names. Do not rely on it.
verify-reason-proof = It was changed after it was signed, or never signed by the issuer that it names. Do not rely on it.
verify-reason-dates = By its own dates it is not in force.
verify-reason-status = Its issuer does not say any more that it counts.
verify-reason-meaning = It contradicts itself: what it says does not lead anywhere.
verify-reason-parts = A credential inside it is not valid.
verify-reason-rules = It breaks the rules that credentials have to keep. Do not rely on it.
verify-unknown-form = It is in a form that is not known here. That does not make it false: ask for it in another form.
verify-unknown-key = Its issuer’s keys could not be had, so that nobody can tell here who signed it. That does not make it false: try again later.
verify-unknown-status = Whether its issuer has taken it back could not be found out. That does not make it false: try again later.
verify-unknown-proof = It is signed in a way that is not known here. That does not make it false: ask for it in another form.
verify-unknown-terms = It uses words that are not defined here. That does not make it false.
verify-unknown-parts = A credential inside it could not be checked.
verify-unknown-other = Not everything that has to be checked could be checked. That does not make it false.
verify-kind-badge = An Open Badge
verify-kind-record = A learner record (CLR)
verify-kind-resume = A résumé of learning and employment (LER-RS)
verify-kind-endorsement = An endorsement
verify-kind-status-list = A list of what an issuer has taken back, not a credential about a person
verify-kind-presentation = Credentials that somebody shows
verify-kind-other = A credential
verify-expected = What you expected
verify-answer-yes = yes
verify-answer-no = no
verify-answer-cannot-tell = cannot tell
verify-asked-issuer = Issued by { $wanted }
verify-asked-framework = About the framework { $wanted }
verify-asked-level = At least the level { $wanted }
verify-asked-email = Held by { $wanted }
verify-achieved = What was achieved
verify-level-place = level { $place } of { $count }
verify-ladder = The levels, from the lowest
verify-stated-level = { $level }, level { $place } of { $count }
verify-framework-version = { $name }, version { $version }
verify-issuer = Issuer
verify-calls-itself = It calls itself
verify-standing-own = It is an issuer of this service itself.
verify-standing-listed = It is on the list of issuers that this service trusts.
verify-standing-listed-as = It is on the list of issuers that this service trusts, as { $name }.
verify-standing-unknown = Nobody here vouches for this issuer. A right signature shows that this issuer signed, not who it is: anybody can make an issuer with any name. Make sure that it is the one you know.
verify-standing-short-listed = trusted
verify-standing-short-own = of this service
verify-standing-short-unknown = unknown here
verify-fact-achievement = Achievement
verify-fact-framework = Framework
verify-fact-person = Person
verify-fact-assessor = Assessed by
verify-fact-assessed = Assessed on
verify-fact-awarded = Awarded
verify-fact-valid-from = Valid from
verify-fact-valid-until = Valid until
verify-fact-criteria = Criteria
verify-fact-record = Record
verify-fact-endorses = Endorses
verify-fact-comment = What it says
verify-fact-level = Level
verify-fact-rule = Rule
verify-fact-id = Id
verify-person-hashed = Whoever has a certain e-mail address. To compare it, check again and fill in the address that you expect.
verify-several-people = { $count } people at once
verify-record-whole = { $count ->
    [one] { $count } credential
   *[other] { $count } credentials
}
verify-record-partial = { $count ->
    [one] { $count } credential; a part of what its publisher knows
   *[other] { $count } credentials; a part of what its publisher knows
}
verify-rule = The rule by which a level is reached
verify-criteria = The criteria, in the issuer’s words
verify-statements = { $count ->
    [one] { $count } statement met
   *[other] { $count } statements met
}
verify-evidence = { $count ->
    [one] { $count } piece of evidence
   *[other] { $count } pieces of evidence
}
verify-evidence-unnamed = Evidence without a name
verify-results = { $count ->
    [one] { $count } further result
   *[other] { $count } further results
}
verify-listed = { $count ->
    [one] { $count } achievement that it lists
   *[other] { $count } achievements that it lists
}
verify-listed-hint = To be listed is not to be awarded: what was awarded stands in the credentials inside.
verify-associations = { $count ->
    [one] { $count } relation between achievements
   *[other] { $count } relations between achievements
}
verify-more = There are { $count } altogether; the others stand in the document itself.
verify-parts = { $count ->
    [one] { $count } credential inside
   *[other] { $count } credentials inside
}
verify-part-credential = A credential
verify-part-endorsement = An endorsement
verify-person-same = about the person of the record
verify-person-different = not about the person of the record
verify-person-presenter = about whoever shows it
verify-person-other-presenter = not about whoever shows it
verify-person-unknown = whether it is about the same person cannot be told
verify-checks = The checks
verify-outcome-passed = passed
verify-outcome-failed = failed
verify-outcome-could-not-tell = could not tell
verify-outcome-not-run = not made
verify-check-data-model = Is it built like a credential?
verify-check-terms = Does every word in it mean what it seems to?
verify-check-issuer-key = Is the key its issuer’s?
verify-check-proof = Is the signature right?
verify-check-validity = Is it in force by its dates?
verify-check-status = Has it been taken back?
verify-check-schema = Does it keep the rules of its kind?
verify-check-meaning = Does what it says lead somewhere?
verify-check-parts = Do the credentials inside hold?
verify-state-current = in force
verify-state-not-yet-valid = not in force yet
verify-state-expired = expired
verify-state-suspended = suspended
verify-state-revoked = revoked
verify-state-superseded = superseded
verify-document = The document itself
verify-document-name = You handed in
verify-by-code = The QR code says
verify-source = Show its text
verify-source-unproven = Show its text, which nothing proves
verify-source-part-unproven = Show its text, not all of which is proven
verify-source-part-warning = Not everything below is proven: what stands in the credentials inside that do not hold, anybody can have written.
verify-source-warning = Nothing below is proven. Anybody can have written it: do not take any of it for a fact.
verify-source-cut = The rest is left out.
verify-doubts = What the checks found, in the program’s words, which may repeat those of the document:
verify-old-badge = This looks like an Open Badge of version 1 or 2. These have no signature of the kind that is checked here; they are looked up at their issuer. Ask for an Open Badge 3.0.
verify-another = Check another
verify-several = { $count } documents
verify-several-valid = { $valid } of { $count } are valid.
verify-several-table = The documents and their verdicts
verify-line = Document { $number }
verify-column-document = Document
verify-column-verdict = Verdict
verify-column-what = Credential
verify-column-level = Level
verify-column-expected = As expected
verify-column-issuer = Issuer
verify-column-issuer-name = Issuer calls itself
verify-column-standing = Standing
verify-column-reason = Why
verify-csv = Check again, and save as a table (CSV)
verify-csv-too-large = For a table (CSV), hand the same files in again and press the second button there.

## Receipt
receipt-title = A receipt
receipt-offer = A receipt
receipt-offer-hint = The document is checked once more, and you get a file in which this service says, signed, what was checked, when, and with which result. It names no person. To check a receipt later, hand it in here.
receipt-give = Check again, and give me a receipt
receipt-locked = No receipt can be given just now: the key of this service is locked. The verdict above stands. Ask whoever runs this service.
receipt-too-large = The document is too large for a receipt from this page.
receipt-ours = A receipt of this service
receipt-ours-explained = This service signed it. It is no credential: it says what was found when something was checked.
receipt-elsewhere = A receipt of somebody else
receipt-elsewhere-explained = It names a key of { $signer }, which is not this service. Have it checked there.
receipt-forged = No receipt of this service
receipt-forged-explained = It says that it is, but it was changed, or this service never signed it. Do not rely on it.
receipt-key-gone = A receipt that nobody can stand for any more
receipt-key-gone-explained = It was signed with a key of this service that was taken back since, so that anybody may have signed it. Check the credential itself again.
receipt-said = What it says
receipt-then = It was so when it was checked. A credential can be revoked later: to know how it stands now, check the credential itself.
receipt-verdict = Verdict then
receipt-checked-at = Checked
receipt-verifier = By
receipt-document = Credential
receipt-issuer = Its issuer
receipt-digest = SHA-256 of the document ({ $bytes } bytes)
receipt-id = Receipt
receipt-signed-at = Signed
receipt-among-several = This is a receipt of this service, and no credential. Hand it in by itself to read it.
receipt-among-several-not-ours = This is a receipt, and no credential. Hand it in by itself to learn more.

## Picture
picture-alt = The badge of the level { $level }
picture-place = Level { $rank } of { $levels }

## Certificate
certificate-heading = Certificate
certificate-certifies = This certifies that
certificate-holder = the holder of the attached credential
certificate-reached = has reached the level
certificate-earned = has earned
certificate-statements = Shown in the assessment
certificate-more = { $count ->
    [one] and one more
   *[other] and { $count } more
}
certificate-issuer = Issued by
certificate-assessor = Assessed by
certificate-assessed = Assessed on
certificate-valid-until = Valid until
certificate-rule = How the level is decided
certificate-framework = Framework
certificate-version = Version
certificate-credential = Credential
certificate-verify = How to verify
certificate-verify-there = The signed credential is attached to this PDF. Open the address below, or photograph the code, and hand in this file: it is checked at once.
certificate-verify-anywhere = The signed credential is attached to this PDF. Hand in this file to any verifier of such credentials that reads PDF, or take the attachment out and hand in that.
certificate-code = QR code of the address below
certificate-attachment = The signed credential

## Letters
letters-claim-subject = Your credential from { $issuer }
letters-claim-lead = { $issuer } has a credential for you. Open this link to see it and to take it with you:
letters-claim-until = The link works once, until { $day }. After that, ask for a new one.
letters-claim-not-you = If you do not know what this is about, delete this letter: nothing happens.
letters-entry-subject = Your record
letters-entry-lead = { $count ->
    [one] Somebody, most likely you, asked to see the record that belongs to this address. Open this link:
   *[other] Somebody, most likely you, asked to see the records that belong to this address. Open a link:
}
letters-entry-whose = { $name }, at { $issuer }:
letters-entry-nobody = Your record at { $issuer }:
letters-entry-until = { $minutes ->
    [one] It works once, for a minute.
   *[other] It works once, for { $minutes } minutes.
}
letters-entry-not-you = If it was not you, delete this letter: nobody gets in without it.
