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

## Assess

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
credentials-choose-one = Choose { $name }, { $id }
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
record-state-current = holds
record-state-not-yet = holds later
record-state-over = over
record-state-suspended = suspended
record-state-revoked = revoked
record-state-superseded = replaced
record-advice-not-yet = It does not hold yet. Whoever checks it before it does is told so.
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
record-show = Show it
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
share-download = Signed document ({ $proof })
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
