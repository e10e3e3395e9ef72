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

## Receipt

## Picture

## Certificate

## Letters
