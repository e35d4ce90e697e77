# What the applications ask of each: My work, letters.
desk-admissibility = Applications whose admissibility is to be told
desk-second = Proposals that await a second person
desk-advice = Advice to ask for, or awaited
desk-sign = Decisions to notify, contracts to sign
desk-payments = Payments and closings
desk-reports = Final reports awaited
desk-scores = Files to score
desk-sessions = My committee sessions
desk-own = My applications
desk-territory = Applications of my territory
desk-answer-by = answer awaited by { $day }, two months after the request (décret 2018-514)
desk-filed-on = filed on { $day }; no time for an answer is known
desk-missing-over = the documents asked for were awaited by { $day }
desk-to-ask = admissible: advice to ask for
desk-to-take-up = put off: to take up again, or to carry over to another wave
desk-to-present = advice given: to bring before the committee
desk-advice-of = advice awaited from { $names }
desk-to-notify = decided, to be notified
desk-to-contract = notified: contract to sign
desk-first-payment = contract signed, nothing paid yet
desk-balance = report handed in: balance to pay, or closing
desk-to-close = balance paid: to close
desk-repayment = repayment awaited
desk-report-by = final report awaited by { $day }, end of the months that the contract gives
desk-proposed = { $what }, proposed by { $who }; stands until { $day }
desk-held-on = session of { $day }
desk-recused =
    { $n ->
        [one] recused from one file
       *[other] recused from { $n } files
    }
desk-score-for = to score for session { $session }
desk-missing = incomplete, to complete by { $day }: { $list }
desk-decided = decision notified on { $day }
desk-inadmissible = found inadmissible on { $day }
desk-closes = draft: the call closes on { $day }
digest-desk = { $what }: { $detail }
digest-desk-late = { $what }: { $detail } (late)
notice-incomplete-subject = Rebond: application { $number } is incomplete
notice-incomplete =
    Your application “{ $title }” ({ $number }) was found incomplete. Missing:

    { $missing }

    To complete by { $until }: { $link }
notice-inadmissible-subject = Rebond: application { $number } is inadmissible
notice-inadmissible =
    Your application “{ $title }” ({ $number }) was found inadmissible. The reason is on its page.

    { $link }
notice-notified-subject = Rebond: a decision on application { $number }
notice-notified =
    The decision on your application “{ $title }” ({ $number }) is notified: it is favourable. Its amount, its reservations and what comes next are on its page.

    { $link }
notice-declined-subject = Rebond: a decision on application { $number }
notice-declined =
    The decision on your application “{ $title }” ({ $number }) is notified: it was not selected. The reason is on its page.

    { $link }
notice-second-subject = Rebond: a proposal awaits a second person
notice-second =
    { $what }

    This proposal is above the amount from which two persons are wanted. You may approve or drop it; it stands until { $until }.

    { $link }
mail-notice-foot =
    You receive this message because it could not wait for the next letter. Your choices: { $account }

    To receive no message at all: { $stop }
applications-second =
    { $n ->
        [one] one application awaits a second person
       *[other] { $n } applications await a second person
    }
applications-second-only = Only those that await a second person are shown.
applications-everything = All applications
applications-proposed = awaits a second person
applications-late = late: due on { $day }
