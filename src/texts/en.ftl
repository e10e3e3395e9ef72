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
