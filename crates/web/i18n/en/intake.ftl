intake-title = Import a table of sheets
intake-lead = Give the table you already keep: Excel, LibreOffice or CSV. Nothing is written before you have seen what would be.
intake-file = File
intake-file-hint = .xlsx, .ods or .csv, 10 MB at most, 50,000 rows at most
intake-read-file = Read this file
intake-model = Export the current sheets (XLSX)
intake-list = Imports of this contract
intake-none = No import yet. The first table can be that of the signed contract: one row per sheet.
intake-file-name = File
intake-given = Given on
intake-stands = Where it stands
intake-state-draft = columns to choose
intake-state-reading = being read
intake-state-ready = to confirm
intake-state-writing = being written
intake-state-done = written
intake-state-undone = undone
intake-state-failed = stopped
intake-columns-title = Which column is what
intake-columns-lead = Columns recognised by their heading are already chosen. Correct them, then see what would be written.
intake-remembered = This file has the same headings as an earlier one: your choices of that time are used again.
intake-sheet = Sheet of the workbook
intake-heading = Heading row
intake-hidden = hidden
intake-look = See this sheet
intake-column = Column
intake-samples = First values
intake-field = Field of the action sheet
intake-not-read = do not read
intake-unit = unit
intake-doubtful = { $n ->
    [one] one figure can be read in two ways; the mark is
   *[other] { $n } figures can be read in two ways; the mark is
 }
intake-ask = to be asked of me, row by row
intake-comma = decimal when it is a comma
intake-point = decimal when it is a point
intake-unsaid = What the rows do not say
intake-unsaid-hint = An open sheet always has an owner and a dated next action. These values serve the new rows that give none.
intake-owner = Owner
intake-next-action = Check the imported sheet
intake-preview = See what would be written
intake-nothing-yet = Nothing is written at this step.
intake-need-title = No column gives the title or the number: choose one.
intake-twice = Two columns give “{ $field }”: keep one.
intake-no-such-field = There is no such field.
intake-need-owner = Say who takes care of it.
intake-need-action = Say the next action.
intake-show-title = Import of a table of sheets
intake-progress = { $done ->
    [one] { $done } row of { $total }.
   *[other] { $done } rows of { $total }.
  }
intake-leave = You can leave this page and find it again: the work goes on.
intake-stopped = The work stopped before its end; nothing was written. Resume it when you like.
intake-resume = Resume
intake-again = Sheets have changed since you read this: here is what would be written now.
intake-written =
    { $created ->
        [one] { $created } sheet created
       *[other] { $created } sheets created
    }, { $changed ->
        [one] { $changed } changed
       *[other] { $changed } changed
    }.
intake-left-out = { $n ->
    [one] One refused row was left out.
   *[other] { $n } refused rows were left out.
 }
intake-undone =
    Import undone: { $removed ->
        [one] { $removed } sheet taken away
       *[other] { $removed } sheets taken away
    }, { $restored ->
        [one] { $restored } put back as it was
       *[other] { $restored } put back as they were
    }.
intake-undone-left = { $n ->
    [one] One sheet that somebody has worked on since is left.
   *[other] { $n } sheets that somebody has worked on since are left.
 }
intake-found = What the table says
intake-n-rows = { $n ->
    [one] { $n } row
   *[other] { $n } rows
 }
intake-n-new = { $n ->
    [one] { $n } new sheet
   *[other] { $n } new sheets
 }
intake-n-changed = { $n ->
    [one] { $n } changed sheet
   *[other] { $n } changed sheets
 }
intake-n-same = { $n ->
    [one] { $n } the same
   *[other] { $n } the same
 }
intake-n-refused = { $n ->
    [one] { $n } refused row
   *[other] { $n } refused rows
 }
intake-n-left = { $n ->
    [one] { $n } line of totals left out
   *[other] { $n } lines of totals left out
 }
intake-cut = The table has more than { $n } rows: the rest is not read. Split it into several files.
intake-nothing-new = Nothing to write: the known sheets already say the same.
intake-commit-all = Write all rows
intake-commit-good = Write the good rows, leave the refused ones
intake-change-columns = Change the columns
intake-or-mend = For all or nothing: mend the refused rows first, then give the file again. A row already written makes no copy.
intake-not-all-good = Rows are refused: say that you write the good ones only, or mend the file.
intake-to-board = See the contract
intake-undo = Undo this import
intake-undo-hint = Sheets created and untouched are taken away, changed ones are put back as they were. What somebody has worked on since is left.
intake-refused-title = Refused rows
intake-refused-text = { $n ->
    [one] This row is not written. The file below holds it, with what is wrong: mend it and give it again.
   *[other] These rows are not written. The file below holds them, with what is wrong: mend it and give it again.
 }
intake-refused-file = Rows to mend
intake-sheet-title = Sheet
intake-before = Before
intake-after = After
intake-nothing = nothing
intake-told = Mended while reading
intake-mended = What was done
