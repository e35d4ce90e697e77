# Files of an application.
ap-files-title = Files of the application
ap-files-count = Documents asked that have a file: { $n } of { $of }.
ap-files-save-first = Save what you typed first.
ap-files-give = Give a file
ap-files-read = Read the files
ap-files-draft = Give a file for each document asked. Once the application is filed, nothing changes any more.
ap-files-incomplete = The application is incomplete: what is missing is added; what was filed stays as it is.
ap-files-filed = These are the files as they were filed: nothing is added or taken away.
ap-files-none = no file
ap-files-other = Other file
ap-files-hint = PDF, PNG, JPEG, DOCX, XLSX, ODT, ODS, CSV or text; 10 MB at most. { $used } MB taken of { $most } for the organisation.
ap-files-readers = The files are read by the holder, the examining service and the members of the committee who sit.
ap-files-own = Only its holder gives files to an application.
ap-files-unknown = The call does not ask for this document. Choose one of the list, or “Other file”.
ap-files-closed = The application is filed: its files change no more.
ap-files-closed-mend = If a document is missing, the examining service can find the file incomplete; it is added then.
