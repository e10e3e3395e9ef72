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

## Verify

## Receipt

## Picture

## Certificate

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
