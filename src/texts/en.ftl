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

## Credentials

## Jobs

## Claim

## Record

## Share

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

## Certificate

## Letters
