envelopes-title = Envelopes
envelopes-lead = Where every euro and every place of the programmes is: what an act opened, what is reserved, committed, paid, and what remains.
envelopes-none = No envelope is open. The operator opens them with the command “rebond ledger open”.
envelopes-other = Other envelopes
envelopes-promise = What Rebond guarantees
envelopes-promise-text = No envelope can be overspent, however many people decide at the same moment and even if the server stops dead. A decision is a line of the journal, never changed; a correction is another line.
envelopes-announced = Amounts are those the sources announce, opened here on the day they give, or else that of the programme. Rebond does not know what funders have committed elsewhere: what remains is counted from the decisions taken here.
envelope-opened = Opened
envelope-delegated = Delegated
envelope-reserved = Reserved
envelope-committed = Committed
envelope-lapsed = Lapsed
envelope-available = Remaining
envelope-liquidated = Liquidated
envelope-paid = Paid
envelope-repaid = Repaid
envelope-closed = closed
envelope-counters = Where the envelope stands
envelope-sum = Opened = delegated + reserved + committed + lapsed + remaining. “Lapsed”: committed in one year, withdrawn in another; an authorisation is needed to use it again.
envelope-about = The act and its sources
envelope-opened-on = Opened on
envelope-closed-on = Closed on
envelope-four-eyes = Two persons from
envelope-by-act = Opened by a decision, under the envelope above.
envelope-below = Delegated below
credits-title = Payment credits, by year
credits-none = No payment credit is open: nothing can be paid until an act opens some.
credits-year = Year
decide-title = Decide
decide-text = Once written, a decision is not erased; a mistake is mended by another one. Refused, it tells the rule and the amount that would pass.
decide-kind = Decision
decide-award = File
decide-date = Date
decide-decision = Reference of the decision
decide-do = Write in the journal
decide-refused = The decision is not written
decide-reservation = Reserve
decide-release = Release a reservation
decide-commitment = Commit
decide-withdrawal = Withdraw a commitment
decide-liquidation = Liquidate
decide-payment = Pay
decide-payment-credits = Open payment credits for the year of the date
awards-title = Files
award-last = Last entry
journal-title = Journal
journal-text = The last hundred lines; the file has them all.
journal-public = The acts on the envelope. Lines of files are not public: who asks for aid stays confidential.
journal-entry = Entry
journal-line = Line
journal-digest = Digest
chain-head =
    { $n ->
        [one] The journal has 1 line.
       *[other] The journal has { $n } lines.
    } Digest of the last:
chain-limit = Each line holds the digest of the one before: a line changed, erased or moved shows (rebond ledger verify). A chain does not prove that all of it was not rewritten together: write this digest down elsewhere to know.
